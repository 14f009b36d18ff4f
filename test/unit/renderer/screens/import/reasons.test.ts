import { expect, test } from 'vitest';
import {
  adviceFor,
  isMendable,
  refusedReasons,
} from '../../../../../renderer/screens/import/reasons.ts';

const report = (
  recipients: number,
  reasons: Readonly<Record<string, number>>,
): Parameters<typeof adviceFor>[0] => {
  const counted = Object.entries(reasons).map(([reason, rows]) => ({ reason, rows }));
  const rows = counted.reduce((sum, each) => sum + each.rows, recipients);
  return { rows, recipients, reasons: counted };
};

test('another number mends what lies in the number, and nothing else', () => {
  expect(isMendable('letters')).toBe(true);
  expect(isMendable('empty')).toBe(true);
  expect(isMendable('missing_field:name')).toBe(false);
  expect(isMendable('missing_field:letters')).toBe(false);
  expect(isMendable('too_many_parts')).toBe(false);
});

test('duplicates and people who must not be written to are counted on their own', () => {
  const reasons = report(1, { duplicate: 3, letters: 2, opted_out: 1, 'missing_field:a:b': 1 });
  expect(refusedReasons(reasons.reasons).map(({ reason }) => reason)).toEqual([
    'letters',
    'missing_field:a:b',
  ]);
});

test.each([
  [report(0, {}), null],
  [report(10, { letters: 3 }), null],
  [report(10, { country_needed: 1 }), 'choose_country'],
  [report(10, { bad_characters: 1 }), 'wrong_encoding'],
  [report(10, { scientific: 1 }), null],
  [report(10, { scientific: 1, decimal: 1 }), 'format_as_text'],
  [report(0, { letters: 6, bad_character: 4 }), 'wrong_column'],
  [report(1, { letters: 9 }), null],
  [report(0, { not_mobile: 6, letters: 4 }), null],
  [report(0, { country_needed: 9, scientific: 1 }), 'choose_country'],
])('the advice for %j is %s', (built, advice) => {
  expect(adviceFor(built)).toBe(advice);
});
