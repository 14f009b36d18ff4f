/** The workbook for people, read back as a spreadsheet would. */
import { readFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { TableWords } from '../../../../electron/history/tableColumns.ts';
import type { Db } from '../../../../electron/db/open.ts';
import { FAILURE_REASONS } from '../../../../shared/domain/failureReason.ts';
import { MESSAGE_STATES } from '../../../../shared/domain/message.ts';
import {
  sampleBatch,
  sampleMessage,
  TEST_NOW_MS,
  testDb,
  unwrap,
} from '../../../helpers/dataFolder.ts';
import { exported, readSheets } from './exportHelpers.ts';

const WORDS: TableWords = {
  locale: 'fr-CM',
  sheet: 'Histo/rique',
  columns: {
    list: 'Liste',
    number: 'Numéro',
    country: 'Pays',
    sender: 'Expéditeur',
    text: 'Texte',
    parts: 'SMS',
    state: 'État',
    estimate: 'Coût estimé',
    charged: 'Facturé',
    sent_at: 'Envoyé le',
    delivered_at: 'Remis le',
    reason: 'Raison',
    row: 'Ligne',
    id: 'Identifiant',
  },
  states: Object.fromEntries(
    MESSAGE_STATES.map((state) => [state, `dit ${state}`]),
  ) as TableWords['states'],
  reasons: Object.fromEntries(
    FAILURE_REASONS.map((reason) => [reason, `raison ${reason}`]),
  ) as TableWords['reasons'],
};

const PRICES = [20_000, 34_500, 1, 7_000_003, 158_000];

/** Five messages that were sent a second after the other at these prices. */
function sentDb() {
  const db = testDb();
  const messages = PRICES.map((_, n) =>
    sampleMessage(n + 1, { text: `=1+${n}`, sender: '@SUM(A1)', fields: [`+${n}`, '-1+1'] }),
  );
  const batch = sampleBatch(db, { name: '=1+1', fieldNames: ['=field', 'État'], messages });
  const update = db.sql.prepare(
    `UPDATE message SET state = ?, message_id = ?, estimate_micro = ?, charged_micro = ?, error = ?,
       sent_at_ms = ?, delivered_at_ms = ? WHERE key = ?`,
  );
  for (const [n, price] of PRICES.entries()) {
    const error = ['contact absent (permanent)', 'something new', null][n] ?? null;
    const state = error === null ? 'delivered' : 'failed';
    const code = MESSAGE_STATES.indexOf(state);
    const sentMs = TEST_NOW_MS + n * 1000;
    const key = batch.key * 2 ** 24 + n + 1;
    update.run(code, `=SMS-${n}`, price, price, error, sentMs, error === null ? sentMs : null, key);
  }
  return db;
}

async function tableOf(db: Db) {
  const { file } = unwrap(await exported(db, { format: 'xlsx', words: WORDS }));
  return { file, rows: (await readSheets(file)).flat() };
}

describe('a workbook for people', () => {
  test('has the words of the window, and the imported fields under their own names', async () => {
    const { file } = await tableOf(sentDb());
    const [sheet] = (await readXlsx(readFileSync(file))).sheets;
    expect(sheet?.name).toBe('Histo rique');
    expect(sheet?.rows[0]).toEqual([
      'Liste',
      'Numéro',
      '=field',
      'État',
      'Pays',
      'Expéditeur',
      'Texte',
      'SMS',
      'État',
      'Coût estimé',
      'Facturé',
      'Envoyé le',
      'Remis le',
      'Raison',
      'Ligne',
      'Identifiant',
    ]);
    expect(sheet?.rows[1]?.slice(0, 11)).toEqual([
      '=1+1',
      '639170000001',
      '+0',
      '-1+1',
      'Philippines',
      '@SUM(A1)',
      '=1+0',
      1,
      'dit failed',
      0.02,
      0.02,
    ]);
    expect(sheet?.rows.map((row) => row[13])).toEqual([
      'Raison',
      'raison absent_permanent',
      'something new',
      null,
      null,
      null,
    ]);
  });

  test('has amounts that add up to the micro-dollar', async () => {
    const { rows } = await tableOf(sentDb());
    const dollars = rows.map((row) => Number(row['Facturé']));
    expect(dollars).toEqual([0.02, 0.0345, 0.000001, 7.000003, 0.158]);
    const sum = PRICES.reduce((total, price) => total + price, 0);
    expect(Math.round(dollars.reduce((total, each) => total + each, 0) * 1e6)).toBe(sum);
  });

  test('has times that are dates, by the clock on the wall', async () => {
    const { rows } = await tableOf(sentDb());
    const at = new Date(TEST_NOW_MS + 2000);
    const wall = Date.UTC(
      at.getFullYear(),
      at.getMonth(),
      at.getDate(),
      at.getHours(),
      at.getMinutes(),
      at.getSeconds(),
    );
    const cell = rows[2]?.['Envoyé le'];
    expect(cell).toBeInstanceOf(Date);
    expect(Math.round((cell as Date).getTime() / 1000) * 1000).toBe(wall);
    expect(rows[0]?.['Remis le']).toBeNull();
  });

  test('has no formula: every text is a text cell', async () => {
    const { file } = await tableOf(sentDb());
    const { sheets } = await readXlsx(readFileSync(file));
    const cells = sheets.flatMap(({ rows }) => rows.flat());
    const texts = cells.filter((cell) => typeof cell === 'string' && /^[=+@-]/u.test(cell));
    // Each row's list, two fields, sender, text and id, and the header's field.
    expect(texts).toHaveLength(6 * PRICES.length + 1);
  });
});
