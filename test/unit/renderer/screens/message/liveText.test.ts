import { expect, test } from 'vitest';
import { countSegments } from '../../../../../shared/domain/segments.ts';
import {
  charactersLeft,
  columnOf,
  forcedByCells,
  leftOutBy,
  liveText,
  strayFields,
  usedMapping,
  type Recipient,
} from '../../../../../renderer/screens/message/liveText.ts';

const recipient = (cells: Readonly<Record<string, string>>): Recipient => ({
  message: {
    seq: 1,
    row: 2,
    to: '254712555101',
    country: 'KE',
    sender: 'Health',
    text: '',
    parts: 1,
    encoding: 'gsm7',
    estimateMicro: null,
  },
  fields: Object.entries(cells).map(([column, value]) => ({ column, value })),
});

const settings = (template: string, fieldColumns: Readonly<Record<string, string>> = {}) =>
  ({ textFrom: 'template', template, messageColumn: null, fieldColumns }) as const;

test('a field finds its column without regard to case, spaces and accents', () => {
  expect(columnOf('prenom', ['Prénom', 'Nom'], {})).toBe('Prénom');
  expect(columnOf('name', ['Name', 'NAME '], {})).toBeNull();
  expect(columnOf('name', ['Full name'], { name: 'Full name' })).toBe('Full name');
  expect(columnOf('constructor', ['name'], {})).toBeNull();
});

test('the text of a recipient is merged from the cells', () => {
  const amina = recipient({ name: 'Amina', date: '' });
  expect(liveText(settings('Dear {{Name}}, {{date|soon}}'), amina)).toMatchObject({
    kind: 'text',
    text: 'Dear Amina, soon',
  });
  expect(liveText(settings('On {{date}}'), amina)).toEqual({ kind: 'missing', field: 'date' });
  expect(liveText(settings('{{town}}'), amina)).toEqual({ kind: 'no_column', field: 'town' });
  expect(liveText(settings(' '), amina)).toEqual({ kind: 'empty' });
  expect(liveText(settings('{{date|}}'), amina)).toEqual({ kind: 'empty' });
  expect(liveText(settings('{{date'), amina).kind).toBe('bad_template');
});

test('the text may be a column of its own, braces and all', () => {
  const ready = { ...settings(''), textFrom: 'column', messageColumn: 'sms' } as const;
  expect(liveText(ready, recipient({ sms: 'Hello {{name}}' }))).toMatchObject({
    text: 'Hello {{name}}',
  });
  expect(liveText(ready, recipient({ name: 'x' }))).toEqual({ kind: 'empty' });
});

test('fields without a column are named, and old mappings dropped', () => {
  expect(strayFields('{{a}} {{b}} {{a|x}}', ['B'], {})).toEqual(['a']);
  expect(usedMapping('{{a}}', { a: 'x', b: 'y' })).toEqual({ a: 'x' });
});

test.each([
  ['a'.repeat(150), 10],
  ['a'.repeat(160), 0],
  ['a'.repeat(161), 145],
  ['ê'.repeat(60), 10],
  ['ê'.repeat(71), 63],
])('characters left in %#', (text, left) => {
  expect(charactersLeft(countSegments(text))).toBe(left);
});

test('cells that force Unicode are told with their column, when the message uses them', () => {
  const cells = recipient({ name: 'Wanjikũ', place: 'Kĩsumu', note: 'مرحبا' });
  expect(forcedByCells(settings('Dear {{name}}, {{note}}'), cells)).toEqual([
    { column: 'name', characters: ['ũ'] },
    { column: 'note', characters: ['مرحبا'] },
  ]);
});

test('whom an empty field leaves out: empty cells, and those who have been left out for it', () => {
  const built = {
    rows: 9,
    recipients: 6,
    rejected: 3,
    duplicates: 0,
    suppressed: 0,
    encoding: 'utf-8',
    delimiter: ',',
    columns: ['Phone', 'Name'],
    numberColumn: 'Phone',
    reasons: [
      { reason: 'missing_field:name', rows: 2 },
      { reason: 'missing_field:date', rows: 1 },
    ],
    blanks: [{ column: 'Name', rows: 3 }],
  };
  expect(leftOutBy('name', built, {})).toBe(5);
  expect(leftOutBy('first', built, { first: 'Name' })).toBe(3);
  expect(leftOutBy('date', built, {})).toBe(1);
  expect(leftOutBy('village', built, {})).toBe(0);
  expect(leftOutBy('name', null, {})).toBe(0);
});
