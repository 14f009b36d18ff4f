/** The same message again: for a new list, for those who did not get it, and to a phone of one's own. */
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { checkDatabase } from '../../electron/db/check.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { draftFromMessages } from '../../electron/drafts/fromMessages.ts';
import { currentDrafts } from '../../electron/drafts/ofSession.ts';
import { messageStateCode, type MessageState } from '../../shared/domain/message.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { callError, callValue, checkedCall } from '../helpers/calls.ts';
import { sampleBatch, sampleMessage, unwrap, unwrapError } from '../helpers/dataFolder.ts';
import { isUntouched, listFile, runImportOf } from '../helpers/importRun.ts';
import {
  begin,
  build,
  copiesOf,
  type Office,
  preparingOffice as office,
} from '../helpers/windowDrafts.ts';

const LIST = 'Phone,First name,Village\n0917 123 4567,Ana,Bago\n0917 123 4568,Ben,Cebu\n';

/** A list that is ready, with a field under another name than its column. */
async function readied(one: Office) {
  const begun = await begin(one, LIST);
  const built = await build(one, begun, {
    template: 'Hi {{who}}, come to {{Village|us}}',
    fieldColumns: { who: 'First name' },
    numberColumn: 'Phone',
    sender: 'CLINIC',
    allowDuplicates: true,
    plan: { ...begun.settings.plan, budgetMicro: 5, notAfterMs: 1000, lanes: 2 },
  });
  await callValue(one.handlers, 'readyDraft', { draft: begun.draft });
  return built;
}

/** The texts of a list. */
async function textsOf({ handlers }: Office, batch: string, count: number) {
  const texts: string[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    texts.push((await callValue(handlers, 'recipient', { batch, seq })).message.text);
  }
  return texts;
}

describe('repeating', () => {
  test.each([
    [
      'the same columns',
      'Phone,First name,Village\n0917 765 4321,Cy,Davao\n',
      'First name',
      'Phone',
    ],
    [
      'names in other letters',
      'PHONE;first  NAME;Village\n0917 765 4321;Cy;Davao\n',
      'first NAME',
      'PHONE',
    ],
    ['other names of the same kind', 'Simu,Jina,Kijiji\n0917 765 4321,Cy,Davao\n', 'Jina', null],
  ])('finds %s again', async (_what, list, who, numberColumn) => {
    const one = office();
    const { batch, draft } = await readied(one);
    for (const repeat of [batch, draft]) {
      const again = await begin(one, list, repeat);
      expect(again.settings).toMatchObject({
        template: 'Hi {{who}}, come to {{Village|us}}',
        fieldColumns: { who },
        numberColumn,
        sender: 'CLINIC',
        allowDuplicates: true,
        plan: { budgetMicro: 5, lanes: 2, notAfterMs: null },
      });
      const built = await build(one, again);
      expect(built).toMatchObject({ isBuilt: true, problem: null });
      expect(await textsOf(one, built.batch, 1)).toEqual(['Hi Cy, come to Davao']);
    }
  });

  test('leaves open what it does not find', async () => {
    const one = office();
    const { batch } = await readied(one);
    const again = await begin(one, 'Phone,Colour\n0917 765 4321,red\n', batch);
    expect(again.settings.fieldColumns).toEqual({});
    const built = await build(one, again);
    expect(built.problem).toMatchObject({ kind: 'unknown_template_field', field: 'who' });
  });

  test('works for a batch of the command line, of which no draft is known', async () => {
    const one = office();
    const message = { template: 'Dear {{name}}' };
    const file = listFile('phone,name\n0917 123 4567,Ana\n');
    const { batch } = unwrap(await runImportOf(one.db, file, { message, from: 'RADIO' }));
    const again = await begin(one, 'Telefono,Nombre\n0917 765 4321,Eva\n', batch);
    expect(again.settings).toMatchObject({ template: 'Dear {{name}}', sender: 'RADIO' });
    const built = await build(one, again);
    expect(await textsOf(one, built.batch, 1)).toEqual(['Dear Eva']);
    const ready = file.replace('.csv', '');
    expect(again.settings.name).not.toBe(ready);
  });

  test('of texts that stood ready in a column takes the column of the new list', async () => {
    const one = office();
    const file = listFile('phone,text\n0917 123 4567,Come\n');
    const { batch } = unwrap(await runImportOf(one.db, file, { message: { column: 'text' } }));
    const again = await begin(one, 'phone,ujumbe\n0917 765 4321,Njoo\n', batch);
    expect(again.settings).toMatchObject({ textFrom: 'column', messageColumn: 'ujumbe' });
    expect(await textsOf(one, (await build(one, again)).batch, 1)).toEqual(['Njoo']);
  });

  test('of what there is not is refused, and nothing is left', async () => {
    const one = office();
    one.answers.file = listFile(LIST);
    const repeat = '01900000-0000-7000-8000-000000000000';
    const error = await callError(one.handlers, 'chooseList', { repeat });
    expect(error).toEqual({ kind: 'batch_not_found', ref: repeat });
    expect(isUntouched(one.db)).toBe(true);
    expect(copiesOf(one)).toEqual([]);
  });
});

/** Puts messages into a state, counts included; straight into the tables. */
function fail({ db }: Office, id: string, seqs: readonly number[], state: MessageState): void {
  const { key } = unwrap(batchQueries(db).find(id));
  for (const seq of seqs) {
    db.sql
      .prepare('UPDATE message SET state = ? WHERE key = ?')
      .run(messageStateCode(state), key * 2 ** 24 + seq);
    db.sql
      .prepare('UPDATE batch_count SET messages = messages - 1 WHERE batch_key = ? AND state = 0')
      .run(key);
    db.sql
      .prepare(
        `INSERT INTO batch_count VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1`,
      )
      .run(key, messageStateCode(state));
  }
}

const drafted = async (one: Office, batch: string, states: readonly MessageState[]) => {
  const made = await draftFromMessages(currentDrafts(one.context)(), batch, states);
  const { draft, rows } = unwrap(made);
  return { rows, draft: await callValue(one.handlers, 'draft', { draft }) };
};

describe('those who did not get a message', () => {
  test('are a new list with the same message', async () => {
    const one = office();
    const { batch } = await readied(one);
    fail(one, batch, [2], 'failed');
    const { rows, draft } = await drafted(one, batch, ['failed', 'rejected']);
    expect(rows).toBe(1);
    expect(draft.settings).toMatchObject({ numberColumn: 'Phone', sender: 'CLINIC' });
    const built = await build(one, draft);
    expect(built).toMatchObject({ isBuilt: true, problem: null, built: { recipients: 1 } });
    const { message, fields } = await callValue(one.handlers, 'recipient', {
      batch: built.batch,
      seq: 1,
    });
    expect(message).toMatchObject({ to: '639171234568', text: 'Hi Ben, come to Cebu' });
    expect(fields.map(({ column }) => column)).toEqual(['Phone', 'First name', 'Village']);
    expect(checkDatabase(one.db)).toEqual([]);
  });

  test('of a batch of the command line are too, whatever its cells hold', async () => {
    const one = office();
    const nasty = ['A "quoted", cell\nof two lines', '=1+1', "'+63", ' padded ', '\u202Ex'];
    const lines = nasty.map((cell, i) => `0917 123 456${i},"${cell.replaceAll('"', '""')}",x`);
    const file = listFile(`phone,name,phone\n${lines.join('\n')}\n`);
    const request = { message: { template: 'To {{name}}!' }, from: 'RADIO', to: 'phone' };
    const refused = await runImportOf(one.db, file, request);
    expect(unwrapError(refused).kind).toBe('ambiguous_column');
    const good = listFile(`mobile,name,phone\n${lines.join('\n')}\n`);
    const { batch } = unwrap(await runImportOf(one.db, good, { ...request, to: 'mobile' }));
    fail(one, batch, [1, 2, 3, 4, 5], 'no_receipt');
    const before = await textsOf(one, batch, nasty.length);
    const { rows, draft } = await drafted(one, batch, ['no_receipt']);
    expect(rows).toBe(nasty.length);
    expect(draft.settings).toMatchObject({ numberColumn: 'phone (2)', sender: 'RADIO' });
    const built = await build(one, draft);
    expect(built.problem).toBeNull();
    expect(await textsOf(one, built.batch, nasty.length)).toEqual(before);
  });

  test('of ready texts and different senders keep each their own', async () => {
    const one = office();
    const messages = [1, 2, 3].map((n) =>
      sampleMessage(n, { sender: n === 1 ? 'ONE' : 'OTHER', text: `Text, "${n}"` }),
    );
    const { id } = sampleBatch(one.db, { messages });
    fail(one, id, [1, 3], 'failed');
    const { draft } = await drafted(one, id, ['failed']);
    const built = await build(one, draft);
    const shown = await Promise.all(
      [1, 2].map((seq) => callValue(one.handlers, 'recipient', { batch: built.batch, seq })),
    );
    expect(shown.map(({ message: { text, sender, to } }) => [to, sender, text])).toEqual([
      ['639170000001', 'ONE', 'Text, "1"'],
      ['639170000003', 'OTHER', 'Text, "3"'],
    ]);
  });

  test('are a list only where there is somebody', async () => {
    const one = office();
    const { batch } = await readied(one);
    const none = await draftFromMessages(currentDrafts(one.context)(), batch, ['failed']);
    expect(unwrapError(none)).toMatchObject({ kind: 'no_valid_rows' });
    expect(copiesOf(one)).toEqual([]);
  });
});

describe('a test', () => {
  const testOf = (one: Office, draft: string, to: string, seq = 1) =>
    checkedCall(one.handlers, 'sendTest', { draft, seq, to });

  test('is a list of one message, ready to be sent, by the settings of this moment', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    await build(one, begun, { template: 'Old {{Village}}', name: 'May' });
    const settings = { template: 'New {{who}}', fieldColumns: { who: 'First name' } };
    await callValue(one.handlers, 'updateDraft', { draft: begun.draft, settings });
    const { batch } = unwrap(await testOf(one, begun.draft, '0918 111 2222', 2));
    expect(unwrap(batchQueries(one.db).find(batch))).toMatchObject({
      state: 'ready',
      name: 'Test: May',
      lastSeq: 1,
    });
    const { message } = await callValue(one.handlers, 'recipient', { batch, seq: 1 });
    expect(message).toMatchObject({ to: '639181112222', sender: 'OFFICE', text: 'New Ben' });
    expect(checkDatabase(one.db)).toEqual([]);
  });

  test('is called what the screen calls it', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    await build(one, begun, { template: 'Hello', name: 'May' });
    const input = { draft: begun.draft, seq: 1, to: '0918 111 2222', name: 'Prueba: May' };
    const { batch } = await callValue(one.handlers, 'sendTest', input);
    expect(unwrap(batchQueries(one.db).find(batch)).name).toBe('Prueba: May');
  });

  test('is refused where it cannot be sent so', async () => {
    const one = office();
    const begun = await begin(one, 'phone,name\n0917 123 4567,Ana\n0917 123 4568,\n');
    const { draft } = begun;
    const errorOf = async (to: string, seq = 1) =>
      unwrapError(await testOf(one, draft, to, seq)).kind;
    expect(await errorOf('0918 111 2222')).toBe('draft_not_built');
    await build(one, begun, { template: '' });
    expect(await errorOf('0918 111 2222')).toBe('bad_template');
    await build(one, begun, { template: 'Hi {{name|}}' });
    expect(await errorOf('0918')).toBe('bad_phone');
    expect(await errorOf('0918 111 2222', 3)).toBe('bad_value');
    await callValue(one.handlers, 'updateDraft', { draft, settings: { template: '{{name}}' } });
    expect(await errorOf('0918 111 2222', 2)).toBe('bad_value');
    const account = { org: 7, baseUrl: 'https://api.example', sender: null };
    accountQueries(one.db).set(account, 1);
    expect(await errorOf('0918 111 2222')).toBe('sender_missing');
    await one.work.settle();
    expect(batchQueries(one.db).list()).toHaveLength(1);
  });
});

describe('a preview', () => {
  test('shows what stands out, by the prices of the moment', async () => {
    const one = office();
    const lines = Array.from({ length: 3000 }, (_, i) => {
      const phone = i % 3 === 0 ? `+2547${10_000_000 + i}` : `0917${1_000_000 + i}`;
      return `${phone},${'x'.repeat(i % 400)}`;
    });
    const begun = await begin(one, `phone,text\n${lines.join('\n')}\n`);
    const settings = { textFrom: 'column', messageColumn: 'text' } as const;
    const { batch, built } = await build(one, begun, settings);
    // The empty ones.
    expect(built?.reasons).toEqual([{ reason: 'empty_message', rows: 8 }]);
    const shown = await callValue(one.handlers, 'preview', { batch });
    expect(shown.byParts.map(({ parts }) => parts)).toEqual([1, 2, 3]);
    expect(shown.byParts.reduce((sum, { messages }) => sum + messages, 0)).toBe(2992);
    expect(shown.longest.map(({ text }) => text.length)).toEqual([399, 399, 399, 399, 399]);
    expect(shown.unpriced).toBeGreaterThan(900);
    const costs = (preview: CallOutput<'preview'>) =>
      preview.costliest.map(({ country, parts, estimateMicro }) => [country, parts, estimateMicro]);
    expect(costs(shown)).toEqual(Array.from({ length: 5 }, () => ['PH', 3, 60_000]));
    priceQueries(one.db).set([{ country: 'KE', microPerPart: 50_000 }], 'test', 1);
    const repriced = await callValue(one.handlers, 'preview', { batch });
    expect(repriced.unpriced).toBe(0);
    expect(costs(repriced)).toEqual(Array.from({ length: 5 }, () => ['KE', 3, 150_000]));
    const kenya = repriced.byCountry.find(({ country }) => country === 'KE');
    expect(kenya).toMatchObject({ microPerPart: 50_000 });
  });
});
