/** What is known before a send; nothing leaves by asking. */
import { suggestedCapMicro } from '../../shared/domain/pricing.ts';
import { ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import type { Balance } from '../api/types.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { batchEstimate } from '../db/estimate.ts';
import { journalQueries } from '../db/journal.ts';
import { optOutQueries } from '../db/optOuts.ts';
import { priceQueries } from '../db/prices.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import { queuedOptedOut, spendingQueries } from '../db/spending.ts';
import type { Session } from '../ipc/context.ts';
import type { Clock, Sleep } from '../runtime.ts';
import { isOpen, opensAtMs } from '../send/sendWindow.ts';
import { sendSettings } from '../send/settings.ts';
import { accountOf } from '../services.ts';
import { inPieces } from './kept.ts';
import { planOptions } from './sendStart.ts';

/** What the check works with. */
export interface CheckDeps {
  readonly session: Session;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly sleep: Sleep;
}

type Check = CallOutput<'sendCheck'>;

/** The screen waits no longer for the balance, milliseconds. */
const BALANCE_MS = 2500;

/** Messages summed up in one go: a few milliseconds. */
const KEYS_AT_ONCE = 10_000;

/** Sums what would be sent, and asks for the balance. Errors: `batch_not_found`. */
export async function checkSend(deps: CheckDeps, batchRef: string): Promise<Result<Check>> {
  const { db } = deps.session.services;
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  const batch = found.value;
  const [costs, optedOut, balance] = await Promise.all([
    costsOf(db, batch),
    optedOutOf(db, batch),
    balanceOf(deps, batch),
  ]);
  const { queued } = countQueries(db).of(batch.key);
  const plan = sendPlanQueries(db).of(batch.key);
  const nowMs = deps.clock.nowMs();
  const isClosed = plan.window !== null && !isOpen(plan.window, nowMs);
  return ok({
    queued,
    queuedMicro: costs.queuedMicro,
    unpriced: costs.unpriced,
    optedOut: optedOut.messages,
    optedOutMicro: optedOut.micro,
    suggestedBudgetMicro: suggestedCapMicro(costs.leftMicro, costs.queuedMicro),
    balanceMicro: balance?.balanceMicro ?? null,
    autoRecharge: balance?.autoRecharge ?? null,
    opensAtMs: isClosed && plan.window !== null ? opensAtMs(plan.window, nowMs) : null,
    atRisk: atRisk(db, batch, queued),
  });
}

/** The canary is smaller than what follows, or the only request. */
function atRisk(db: Db, { key }: Batch, queued: number): number {
  const options = planOptions(sendPlanQueries(db).of(key));
  const settings = options.ok ? sendSettings(options.value) : options;
  if (!settings.ok) return queued;
  const { safe, lanes, maxRequest, canary } = settings.value;
  const perRequest = safe === true ? 1 : Math.max(canary, maxRequest);
  return Math.min(queued, perRequest * lanes);
}

interface Costs {
  readonly leftMicro: number;
  readonly queuedMicro: number;
  readonly unpriced: number;
}

async function costsOf(db: Db, batch: Batch): Promise<Costs> {
  const { queued } = countQueries(db).of(batch.key);
  if (queued === batch.lastSeq && !journalQueries(db).hasRequests(batch.key)) {
    const { estimateMicro, unpriced } = batchEstimate(db, batch.key, priceQueries(db).map());
    return { leftMicro: 0, queuedMicro: estimateMicro, unpriced };
  }
  const spending = spendingQueries(db);
  const costs = { leftMicro: 0, queuedMicro: 0, unpriced: 0 };
  await inPieces(batch, KEYS_AT_ONCE, (piece) => {
    const { micro, unpriced } = spending.queue(batch.key, piece);
    costs.queuedMicro += micro;
    costs.unpriced += unpriced;
    costs.leftMicro += spending.atMostMicro(batch.key, piece);
  });
  return costs;
}

/** Those whom the send will leave out: they came onto the do-not-contact list after the list was made. */
async function optedOutOf(
  db: Db,
  batch: Batch,
): Promise<{ readonly messages: number; readonly micro: number }> {
  const sum = { messages: 0, micro: 0 };
  if (optOutQueries(db).count() === 0) return sum;
  const within = queuedOptedOut(db);
  await inPieces(batch, KEYS_AT_ONCE, (piece) => {
    const { messages, micro } = within(piece);
    sum.messages += messages;
    sum.micro += micro;
  });
  return sum;
}

/** Without a key, a line or an API that tells, there is none; that is no error. */
async function balanceOf({ session, sleep }: CheckDeps, batch: Batch): Promise<Balance | null> {
  const account = accountOf(session.services.db, batch);
  if (!account.ok) return null;
  const api = await session.openApi(account.value);
  if (!api.ok) return null;
  const answered = new AbortController();
  try {
    const late = sleep(BALANCE_MS, answered.signal).then(() => null);
    const balance = await Promise.race([api.value.balance(), late]);
    return balance?.ok === true ? balance.value : null;
  } finally {
    answered.abort();
    // Ends a question that is still under way, too; nobody waits for that.
    void api.value.close();
  }
}
