import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import {
  fieldForColumn,
  fieldsOf,
  ownWords,
  partsOf,
  storedField,
  storedTemplate,
  withFallback,
  withText,
} from '../../../../../renderer/screens/message/templateParts.ts';

test('a message is taken apart into text and fields', () => {
  expect(partsOf('Dear {{name}}, see you on {{ date | soon }}.')).toEqual([
    { type: 'text', text: 'Dear ' },
    { type: 'field', field: { name: 'name', fallback: null } },
    { type: 'text', text: ', see you on ' },
    { type: 'field', field: { name: 'date', fallback: 'soon' } },
    { type: 'text', text: '.' },
  ]);
});

test.each(['', 'plain', '{{', '}}', '{{}}', '{{ | x}}', '{a}', '{{a{b}}}', 'open {{name'])(
  '%j has no field and stays as it was typed',
  (template) => {
    expect(fieldsOf(partsOf(template))).toEqual([]);
    expect(storedTemplate(partsOf(template))).toBe(template);
  },
);

test('any text survives being taken apart and put together twice', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const once = storedTemplate(partsOf(text));
      expect(storedTemplate(partsOf(once))).toBe(once);
    }),
  );
});

test('a default cannot break out of its field', () => {
  expect(storedField({ name: 'name', fallback: ' my }} {{friend\n ' })).toBe('{{name|my friend}}');
  expect(storedField({ name: 'name', fallback: '' })).toBe('{{name|}}');
});

test('the default of a name is one for all its fields', () => {
  expect(withFallback('{{name}} and {{name|x}}, {{date}}', 'name', 'friend')).toBe(
    '{{name|friend}} and {{name|friend}}, {{date}}',
  );
  expect(withFallback('{{name|x}}', 'name', null)).toBe('{{name}}');
});

test('changing the text leaves the names of columns alone', () => {
  const upper = (text: string) => text.toUpperCase();
  expect(withText('hi {{name|you}}!', upper)).toBe('HI {{name|YOU}}!');
  expect(ownWords('hi {{name|you}}!')).toBe('hi you!');
});

test('a column whose name cannot be a field is mapped', () => {
  expect(fieldForColumn('name', {})).toEqual({ name: 'name', mapping: {} });
  expect(fieldForColumn('a|b {c}', {})).toEqual({ name: 'a b c', mapping: { 'a b c': 'a|b {c}' } });
  expect(fieldForColumn('a{b}', { 'a b': 'a|b' }).name).toBe('a b (2)');
  expect(fieldForColumn('||', {}).name).toBe('field');
});
