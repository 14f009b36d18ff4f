/** Prices and the do-not-contact list through the window's calls. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { createBookHandlers } from '../../electron/ipc/handlers/book.ts';
import { callError, callValue } from '../helpers/calls.ts';
import { dataFolder } from '../helpers/dataFolder.ts';
import { testWindow } from '../helpers/testWindow.ts';

function book() {
  const window = testWindow();
  const { db } = window.session.services;
  const setting = { org: 7, baseUrl: 'http://127.0.0.1', country: 'PH' };
  accountQueries(db).set(setting, Date.now());
  return { window, db, handlers: createBookHandlers(window.context) };
}

describe('prices', () => {
  test('are set, all or none, listed and taken off', async () => {
    const { handlers, window } = book();
    const prices = [
      { country: 'PH', microPerPart: 20_000 },
      { country: 'KE', microPerPart: 0 },
    ];
    await callValue(handlers, 'setPrices', { prices });
    const listed = await callValue(handlers, 'listPrices', {});
    expect(listed).toMatchObject([
      { country: 'KE', microPerPart: 0, source: 'by hand' },
      { country: 'PH', microPerPart: 20_000 },
    ]);
    const wrong = [
      { country: 'PH', microPerPart: 1 },
      { country: 'ZZ', microPerPart: 1 },
    ];
    expect(await callError(handlers, 'setPrices', { prices: wrong })).toEqual({
      kind: 'unknown_country',
      value: 'ZZ',
    });
    await callValue(handlers, 'removePrice', { country: 'KE' });
    expect(await callValue(handlers, 'listPrices', {})).toMatchObject([
      { country: 'PH', microPerPart: 20_000 },
    ]);
    expect(window.sent('batchesChanged')).toHaveLength(2);
  });
});

const list = (search = '', offset = 0, limit = 10) => ({ search, offset, limit });

describe('the do-not-contact list', () => {
  test('takes numbers as people write them, and says which it cannot read', async () => {
    const { handlers } = book();
    const text = '0917 123 4567, +254 771 234567\r\n12\n\nMaria; 09171234567';
    const added = await callValue(handlers, 'addOptOuts', { text });
    expect(added.added).toBe(2);
    expect(added.refused.map(({ value }) => value)).toEqual(['12', 'Maria']);
    const { total, found, rows } = await callValue(handlers, 'listOptOuts', list());
    expect([total, found]).toEqual([2, 2]);
    expect(rows.map(({ to }) => to)).toEqual(['254771234567', '639171234567']);
    expect(rows[0]?.source).toBe('by hand');
  });

  test('takes national numbers of a country that is named with them', async () => {
    const { handlers } = book();
    const kenyan = { text: '0771 234567', country: 'KE' };
    expect(await callValue(handlers, 'addOptOuts', kenyan)).toEqual({ added: 1, refused: [] });
    const { rows } = await callValue(handlers, 'listOptOuts', list());
    expect(rows.map(({ to }) => to)).toEqual(['254771234567']);
  });

  test('is searched by digits, a page at a time', async () => {
    const { handlers } = book();
    const numbers = Array.from({ length: 30 }, (_, n) => `0917123${String(4500 + n)}`);
    await callValue(handlers, 'addOptOuts', { text: numbers.join(',') });
    const second = await callValue(handlers, 'listOptOuts', list('123 45', 10, 5));
    expect(second).toMatchObject({ total: 30, found: 30 });
    expect(second.rows.map(({ to }) => to.slice(-2))).toEqual(['10', '11', '12', '13', '14']);
    const one = await callValue(handlers, 'listOptOuts', list('4529'));
    expect(one).toMatchObject({ total: 30, found: 1, rows: [{ to: '639171234529' }] });
    expect(await callValue(handlers, 'listOptOuts', list('Maria'))).toMatchObject({ found: 0 });
  });

  test('takes a file that the operator chooses', async () => {
    const { handlers, window } = book();
    expect(await callValue(handlers, 'importOptOuts', {})).toBeNull();
    const file = join(dataFolder(), 'asked-to-stop.csv');
    writeFileSync(file, 'name,phone\nAna,09171234567\nBea,0917\nCarl,09171234568\n');
    window.chosen.push(file);
    const added = await callValue(handlers, 'importOptOuts', {});
    expect(added).toMatchObject({ added: 2, refused: [{ value: '0917' }] });
    const { rows } = await callValue(handlers, 'listOptOuts', list());
    expect(rows.map(({ source }) => source)).toEqual(['asked-to-stop.csv', 'asked-to-stop.csv']);
    window.chosen.push(join(dataFolder(), 'gone.csv'));
    expect(await callError(handlers, 'importOptOuts', {})).toMatchObject({
      kind: 'file_not_found',
    });
    writeFileSync(file, 'phone\nn/a\nunknown\n');
    window.chosen.push(file);
    expect(await callError(handlers, 'importOptOuts', {})).toMatchObject({ kind: 'no_valid_rows' });
  });

  test('gives a number back only on record', async () => {
    const { handlers, window, db } = book();
    await callValue(handlers, 'addOptOuts', { text: '09171234567' });
    const number = { to: '639171234567', why: 'asked us again' };
    window.setPerson(null);
    expect(await callError(handlers, 'removeOptOut', number)).toEqual({ kind: 'person_missing' });
    window.setPerson('Ben');
    await callValue(handlers, 'removeOptOut', number);
    expect(await callValue(handlers, 'listOptOuts', list())).toMatchObject({ total: 0 });
    expect(await callError(handlers, 'removeOptOut', number)).toMatchObject({ kind: 'bad_value' });
    const decisions = db.sql.prepare('SELECT who, kind, why, detail FROM decision').all();
    expect(decisions).toEqual([
      {
        who: 'Ben',
        kind: 'opt_out_removed',
        why: 'asked us again',
        detail: '{"endsWith":"567"}',
      },
    ]);
  });
});
