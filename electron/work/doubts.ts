/** What is in doubt, for the window: with the texts, and in the name of the person who is working. */
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import type { ApiClient } from '../api/types.ts';
import { batchQueries } from '../db/batches.ts';
import { doubtQueries } from '../db/doubts.ts';
import type { PersonChoice, Session } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import { resolveDoubt } from '../send/resolve.ts';
import type { ResolveHow, ResolveReport } from '../send/resolve.ts';
import { accountOf } from '../services.ts';
import type { OpenQuestions } from './openQuestions.ts';

/** What the calls about doubt work with. */
export interface DoubtDeps {
  readonly session: Session;
  readonly person: PersonChoice;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly questions: OpenQuestions;
}

type DoubtReport = CallOutput<'doubts'>;

/** Shows what is in doubt. Errors: `batch_not_found`. */
export function showDoubts(deps: DoubtDeps, batch: string): Promise<Result<DoubtReport>> {
  return resolve(deps, batch, { kind: 'show' }, null, null);
}

/**
 * Asks the API what it took. Errors: `account_missing`, `api_key_missing`, those of the line, and
 * `bad_value` for a list of another account.
 */
export async function resolveByList(
  deps: DoubtDeps,
  batchRef: string,
): Promise<Result<DoubtReport>> {
  const { session } = deps;
  const found = batchQueries(session.services.db).find(batchRef);
  if (!found.ok) return found;
  const account = accountOf(session.services.db, found.value);
  if (!account.ok) return account;
  const api = await session.openApi(account.value);
  if (!api.ok) return api;
  const { id } = found.value;
  return deps.questions.ask(api.value, (client) =>
    resolve(deps, id, { kind: 'by_list' }, null, client),
  );
}

/**
 * Carries out what the person decides, on record. Errors: `person_missing`, `data_frozen`, `batch_state`
 * (sending again while the list is being sent), `bad_value` (a row that is not in doubt).
 */
export async function decideDoubt(
  deps: DoubtDeps,
  { batch, rows, how, why }: CallInput<'decideDoubt'>,
): Promise<Result<DoubtReport>> {
  const who = deps.person.current();
  if (who === null) return err({ kind: 'person_missing' });
  const { sending } = deps.session.services;
  // Where the folder is frozen the queue must not grow by what may have been sent.
  if (how === 'send_again' && !sending.ok) return sending;
  return resolve(deps, batch, { kind: how, who, why }, rows, null);
}

async function resolve(
  { session, clock }: DoubtDeps,
  batchRef: string,
  how: ResolveHow,
  rows: readonly number[] | null,
  api: ApiClient | null,
): Promise<Result<DoubtReport>> {
  const { db } = session.services;
  // Read in the same moment as the report's own rows, and so in the same order.
  const texts = textsOf(session, batchRef, rows);
  const report = await resolveDoubt({ db, api, clock }, batchRef, how, rows);
  return report.ok ? ok(withTexts(report.value, texts)) : report;
}

function textsOf(
  { services }: Session,
  batchRef: string,
  rows: readonly number[] | null,
): readonly string[] {
  const found = batchQueries(services.db).find(batchRef);
  if (!found.ok) return [];
  const wanted = rows === null ? null : new Set(rows);
  return doubtQueries(services.db)
    .ofBatch(found.value.key)
    .filter(({ row }) => wanted === null || wanted.has(row))
    .map(({ text }) => text);
}

function withTexts(report: ResolveReport, texts: readonly string[]): DoubtReport {
  return {
    ...report,
    rows: report.rows.map((row, place) => ({
      ...row,
      text: texts[place] ?? '',
      evidence: row.evidence && { ...row.evidence, ids: [...row.evidence.ids] },
    })),
  };
}
