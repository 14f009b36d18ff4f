/** A list on its way through the window's calls: from a file to a batch that is ready to send. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { checkDatabase } from '../../electron/db/check.ts';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { createDraftsHandlers } from '../../electron/ipc/handlers/drafts.ts';
import { callError, callValue } from '../helpers/calls.ts';
import { dataFolder, TEST_NOW_MS, unwrap } from '../helpers/dataFolder.ts';
import { handlerContext, type Surroundings, type TestContext } from '../helpers/handlerContext.ts';
import { isUntouched, listFile } from '../helpers/importRun.ts';

/** The handlers over a new data folder, with an account and prices. */
function office(surroundings: Surroundings = {}) {
  const made = handlerContext(surroundings);
  const { handlers, work } = createDraftsHandlers(made.context);
  const { db } = made.session.services;
  const account = { org: 7, baseUrl: 'https://api.example' };
  accountQueries(db).set({ ...account, sender: 'OFFICE', country: 'PH' }, TEST_NOW_MS);
  priceQueries(db).set([{ country: 'PH', microPerPart: 20_000 }], 'test', TEST_NOW_MS);
  return { ...made, handlers, work, db };
}

type Office = ReturnType<typeof office>;

/** Begins a draft with a file of this content. */
async function begin({ handlers, answers }: Office, content: string | Uint8Array, repeat?: string) {
  answers.file = listFile(content);
  const draft = await callValue(handlers, 'chooseList', repeat === undefined ? {} : { repeat });
  if (draft === null) throw new Error('a file was chosen');
  return draft;
}

const LIST = 'Phone,Name,Village\n0917 123 4567,Ana,Bago\n0917 123 4568,Ben,Bago\n';

/** Files among the private copies. */
function copies({ db }: Pick<Office, 'db'>): readonly string[] {
  try {
    return readdirSync(join(db.dir, 'drafts'));
  } catch {
    return [];
  }
}

function noBugs({ bugs }: Pick<TestContext, 'bugs'>): void {
  expect(bugs).toEqual([]);
}

describe('the whole way', () => {
  test('a chosen file becomes a batch that is ready, and nothing of it stays behind', async () => {
    const one = office();
    const { handlers, db } = one;
    const draft = await begin(one, LIST);
    expect(draft).toMatchObject({ isBuilt: false, isBuilding: false, batch: null, problem: null });
    expect(draft.settings).toMatchObject({ country: 'PH', sender: null, template: '' });
    expect(copies(one)).toEqual([`${draft.draft}.list`]);
    if (process.platform !== 'win32') {
      const mode = statSync(join(db.dir, 'drafts', `${draft.draft}.list`)).mode;
      expect(mode & 0o777).toBe(0o600);
    }
    const peek = await callValue(handlers, 'peekDraft', { draft: draft.draft });
    expect(peek).toMatchObject({ encoding: 'utf-8', delimiter: ',', numberColumn: 'Phone' });
    expect(peek.columns.map(({ guess }) => guess)).toEqual(['number', 'name', 'place']);
    expect(peek.rows[0]).toEqual({ row: 2, cells: ['0917 123 4567', 'Ana', 'Bago'] });

    const first = await callValue(handlers, 'buildDraft', { draft: draft.draft });
    expect(first).toMatchObject({ isBuilt: true, problem: null });
    expect(first.built).toMatchObject({ rows: 2, recipients: 2, rejected: 0 });
    expect(await callError(handlers, 'readyDraft', { draft: draft.draft })).toMatchObject({
      kind: 'bad_template',
      problem: 'empty',
    });
    const template = 'Hi {{Name}}, come to {{Village}}';
    const changed = await callValue(handlers, 'updateDraft', {
      draft: draft.draft,
      settings: { template },
    });
    expect(changed.isBuilt).toBe(false);
    expect(changed.batch).toBe(first.batch);
    expect(await callError(handlers, 'readyDraft', { draft: draft.draft })).toEqual({
      kind: 'draft_not_built',
      draft: draft.draft,
    });
    const built = await callValue(handlers, 'buildDraft', { draft: draft.draft });
    expect(built.isBuilt).toBe(true);
    expect(built.batch).not.toBe(first.batch);
    const renamed = await callValue(handlers, 'updateDraft', {
      draft: draft.draft,
      settings: { name: 'Clinic days', plan: { ...built.settings.plan, budgetMicro: 9 } },
    });
    expect(renamed).toMatchObject({ isBuilt: true, settings: { name: 'Clinic days' } });

    const batch = built.batch ?? '';
    const recipient = await callValue(handlers, 'recipient', { batch, seq: 2 });
    expect(recipient.message).toMatchObject({ to: '639171234568', sender: 'OFFICE', parts: 1 });
    expect(recipient.message.text).toBe('Hi Ben, come to Bago');
    expect(recipient.fields).toContainEqual({ column: 'Village', value: 'Bago' });
    const preview = await callValue(handlers, 'preview', { batch });
    expect(preview).toMatchObject({
      recipients: 2,
      estimateMicro: 40_000,
      byParts: [{ parts: 1, messages: 2 }],
    });
    expect(preview.longest).toHaveLength(2);

    expect(await callValue(handlers, 'readyDraft', { draft: draft.draft })).toEqual({ batch });
    const ready = unwrap(batchQueries(db).find(batch));
    expect(ready).toMatchObject({ state: 'ready', name: 'Clinic days', template });
    expect(ready.accountKey).toBe(accountQueries(db).current()?.key);
    expect(copies(one)).toEqual([]);
    expect(await callValue(handlers, 'listDrafts', {})).toEqual([]);
    expect(batchQueries(db).list()).toHaveLength(1);
    expect(checkDatabase(db)).toEqual([]);
    noBugs(one);
  });
});
