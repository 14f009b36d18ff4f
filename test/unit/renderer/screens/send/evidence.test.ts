import { describe, expect, test } from 'vitest';
import {
  found,
  groupDoubts,
  happened,
  lateUntil,
  nextStep,
  supportLines,
  type DoubtRow,
} from '../../../../../renderer/screens/send/evidence.ts';
import { EN, NOW_MS } from './facts.ts';

const row = (more: Partial<DoubtRow> = {}): DoubtRow => ({
  row: 2,
  to: '254771234567',
  text: 'Secret text',
  sinceMs: NOW_MS - 600_000,
  reason: 'closed',
  probable: false,
  outcome: null,
  provisionalUntilMs: null,
  evidence: null,
  checkedAtMs: null,
  settled: null,
  id: null,
  ...more,
});

const LISTED = {
  by: 'list',
  fromMs: NOW_MS - 1_500_000,
  toMs: NOW_MS,
  listed: 340,
  ids: [],
  unclear: 0,
} as const;

describe('what left together', () => {
  test('is one group as long as the same is known of it; the latest comes first', () => {
    const groups = groupDoubts([
      row({ row: 2 }),
      row({ row: 3 }),
      row({ row: 4, sinceMs: NOW_MS }),
      row({ row: 5, outcome: 'not_found', evidence: { ...LISTED, ids: [] } }),
    ]);
    expect(groups.map(({ rows }) => rows.map((one) => one.row))).toEqual([[4], [2, 3], [5]]);
  });
});

describe('what happened', () => {
  test.each([
    ['closed', 'send.happened_closed'],
    ['headers_timeout', 'send.happened_timeout'],
    ['interrupted', 'send.happened_interrupted'],
    ['truncated', 'send.happened_broke_off'],
    ['html', 'send.happened_unreadable'],
    ['ids_repeated', 'send.happened_contradicts'],
    ['status_500', 'send.happened_status'],
    ['status_302', 'send.happened_unreadable'],
    ['something_new', 'send.happened_other'],
  ])('%s: %s', (reason, id) => {
    expect(happened(reason).id).toBe(id);
  });
});

describe('what was found', () => {
  const ids = (one: DoubtRow): readonly string[] => found(one, EN).map(({ id }) => id);

  test('nobody has looked', () => {
    expect(ids(row())).toEqual(['send.not_looked']);
  });

  test('not found, and the list may be late', () => {
    const one = row({
      outcome: 'not_found',
      evidence: { ...LISTED, ids: [] },
      provisionalUntilMs: NOW_MS + 1000,
      checkedAtMs: NOW_MS,
    });
    expect(ids(one)).toEqual([
      'send.looked_in_list_between',
      'send.found_nothing_yet',
      'send.looked_at',
    ]);
  });

  test('not found for good, unclear, by id', () => {
    const looked = row({ outcome: 'not_found', evidence: { ...LISTED, ids: [] } });
    expect(ids(looked)[1]).toBe('send.found_nothing');
    expect(ids(row({ ...looked, outcome: 'ambiguous' }))[1]).toBe('send.found_unclear');
    const byId = row({ ...looked, evidence: { ...LISTED, ids: [], by: 'id' } });
    expect(ids(byId)[0]).toBe('send.looked_by_id');
  });
});

describe('the next step', () => {
  test('ask, then wait while the list may be late, then decide', () => {
    const looked = row({ outcome: 'not_found', evidence: { ...LISTED, ids: [] } });
    const late = row({ ...looked, provisionalUntilMs: NOW_MS + 1000 });
    expect(nextStep([], NOW_MS)).toBe('nothing');
    expect(nextStep([looked, row()], NOW_MS)).toBe('ask');
    expect(nextStep([looked, late], NOW_MS)).toBe('wait');
    expect(nextStep([looked, late], NOW_MS + 1000)).toBe('decide');
    expect(lateUntil([looked, late])).toBe(NOW_MS + 1000);
  });
});

describe('the text for the support', () => {
  test('holds times, counts and ids; no number and no text of a message', () => {
    const rows = [
      row({ evidence: { ...LISTED, ids: ['SMS-1', 'SMS-2'] }, outcome: 'ambiguous' }),
      row({ row: 3, sinceMs: NOW_MS }),
    ];
    const lines = supportLines(groupDoubts(rows));
    const text = JSON.stringify(lines);
    expect(text).toContain('SMS-1, SMS-2');
    expect(text).toContain(new Date(NOW_MS).toISOString());
    expect(text).not.toContain('254771234567');
    expect(text).not.toContain('Secret');
  });
});
