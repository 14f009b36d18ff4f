/** Lists being prepared in tests: the handlers over a new data folder, and a file that is chosen. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { createDraftsHandlers } from '../../electron/ipc/handlers/drafts.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { callValue } from './calls.ts';
import { TEST_NOW_MS } from './dataFolder.ts';
import { handlerContext, type Surroundings } from './handlerContext.ts';
import { listFile } from './importRun.ts';

/** A list being prepared. */
export type Draft = CallOutput<'draft'>;

const offices: { readonly settle: () => Promise<void>; readonly bugs: readonly unknown[] }[] = [];

// What is under way ends before the folder goes; nothing of it may have gone wrong without a word.
afterEach(async () => {
  for (const { settle, bugs } of offices.splice(0)) {
    await settle();
    if (bugs.length > 0) throw new Error('there were bugs', { cause: bugs[0] });
  }
});

/** The handlers over a data folder; with an account in the Philippines unless told otherwise. */
export function preparingOffice(surroundings: Surroundings = {}, hasAccount = true) {
  const made = handlerContext(surroundings);
  const { handlers, work } = createDraftsHandlers(made.context);
  const { db } = made.session.services;
  if (hasAccount) {
    const account = { org: 7, baseUrl: 'https://api.example' };
    accountQueries(db).set({ ...account, sender: 'OFFICE', country: 'PH' }, TEST_NOW_MS);
  }
  priceQueries(db).set([{ country: 'PH', microPerPart: 20_000 }], 'test', TEST_NOW_MS);
  offices.push({ settle: () => work.settle(), bugs: made.bugs });
  return { ...made, handlers, work, db };
}

/** What {@link preparingOffice} gives. */
export type Office = ReturnType<typeof preparingOffice>;

/** Begins a draft with a file of this content. */
export async function begin(
  { handlers, answers }: Office,
  content: string | Uint8Array,
  repeat?: string,
): Promise<Draft> {
  answers.file = listFile(content);
  const draft = await callValue(handlers, 'chooseList', repeat === undefined ? {} : { repeat });
  if (draft === null) throw new Error('a file was chosen');
  return draft;
}

/** Sets a draft and reads its list. */
export async function build(
  { handlers }: Office,
  { draft }: Pick<Draft, 'draft'>,
  settings: CallInput<'updateDraft'>['settings'] = {},
): Promise<Draft & { readonly batch: string }> {
  await callValue(handlers, 'updateDraft', { draft, settings });
  const built = await callValue(handlers, 'buildDraft', { draft });
  if (built.batch === null) throw new Error(`not read: ${JSON.stringify(built.problem)}`);
  return { ...built, batch: built.batch };
}

/** Files among the private copies. */
export function copiesOf({ db }: Pick<Office, 'db'>): readonly string[] {
  try {
    return readdirSync(join(db.dir, 'drafts'));
  } catch {
    return [];
  }
}
