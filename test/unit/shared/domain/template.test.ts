import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTemplate } from '../../../../shared/domain/template.ts';
import { printedSeed } from '../../../helpers/seed.ts';

/** The text for a row, or `!field` where that field is missing, or `problem@position`. */
function render(source: string, row: Readonly<Record<string, string>> = {}): string {
  const template = compileTemplate(source);
  if (!template.ok) return `${template.error.problem}@${template.error.position}`;
  const values = new Map(Object.entries(row));
  const text = template.value.render((field) => values.get(field));
  return text.ok ? text.value : `!${text.error.field}`;
}

describe('placeholders', () => {
  test.each([
    ['Dear {{name}}!', { name: 'Ana' }, 'Dear Ana!'],
    ['{{a}}{{b}}{{a}}', { a: '1', b: '2' }, '121'],
    ['{{ name }} {{\tname\n}} {{\u00a0name}}', { name: 'x' }, 'x x x'],
    ['{{first name}}', { 'first name': 'Ana' }, 'Ana'],
    ['{{prénom}} {{الاسم}}', { prénom: 'A', الاسم: 'ب' }, 'A ب'],
    ['no placeholders', {}, 'no placeholders'],
    ['{{name}}', { name: ' Ana ' }, ' Ana '],
    ['<b>{{name}}</b>', { name: 'A&B <"O\'Neil">' }, '<b>A&B <"O\'Neil"></b>'],
    ['$1 {{n}} $& $$', { n: '$& $1 $`' }, '$1 $& $1 $` $& $$'],
  ])('%j', (source, row, expected) => {
    expect(render(source, row)).toBe(expected);
  });

  test('a blank or missing field without default is an error of the row', () => {
    for (const blank of ['', ' ', '\t\n', '\u00a0', '\u200b']) {
      expect(render('Dear {{name}}', { name: blank })).toBe('!name');
    }
    expect(render('Dear {{name}}')).toBe('!name');
    expect(render('{{a}} {{b}}', { b: 'x' })).toBe('!a');
    expect(render('{{a}} {{b}} {{c}}', { a: 'x' })).toBe('!b');
  });

  test('a default stands in for a blank one only', () => {
    expect(render('Dear {{name|friend}}', { name: 'Ana' })).toBe('Dear Ana');
    expect(render('Dear {{name|friend}}', { name: ' ' })).toBe('Dear friend');
    expect(render('Dear {{ name | dear friend }}')).toBe('Dear dear friend');
    expect(render('{{a|b|c}}')).toBe('b|c');
    expect(render('Dear{{title|}} Ana')).toBe('Dear Ana');
    expect(render('{{name|0}}', { name: '0' })).toBe('0');
  });

  test('values are never expanded again', () => {
    expect(render('{{a}}', { a: '{{b}}', b: 'secret' })).toBe('{{b}}');
    expect(render('{{a}}{{b}}', { a: '{{', b: 'b}}' })).toBe('{{b}}');
    expect(render('{{a|x}}', { a: '{{a' })).toBe('{{a');
  });

  test('names of the language are names like any other', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(render(`{{${name}}}`)).toBe(`!${name}`);
      const values = new Map([[name, 'x']]);
      const template = compileTemplate(`{{${name}}}`);
      expect(template.ok && template.value.render((field) => values.get(field))).toEqual({
        ok: true,
        value: 'x',
      });
    }
  });

  test('single braces, and closing ones alone, are text', () => {
    for (const text of ['{name}', 'a } b { c', 'a }} b', '{', '}', '{ {name} }', '}}']) {
      expect(render(text)).toBe(text);
    }
    expect(render('{{a}}}', { a: 'x' })).toBe('x}');
    expect(render('{ {{a}} }', { a: 'x' })).toBe('{ x }');
  });
});

describe('bad templates', () => {
  test.each([
    ['', 'empty@0'],
    [' \n\u00a0\u200b', 'empty@0'],
    ['Dear {{name', 'unclosed@5'],
    ['Dear {{name}', 'unclosed@5'],
    ['{{', 'unclosed@0'],
    ['{{a}} {{b', 'unclosed@6'],
    ['Dear {{}}', 'empty_field@7'],
    ['{{  }}', 'empty_field@2'],
    ['{{|x}}', 'empty_field@2'],
    ['{{ \u200b | x}}', 'empty_field@2'],
    ['{{a {{b}} c}}', 'nested@4'],
    ['{{{a}}}', 'nested@2'],
    ['{{a|{b}}}', 'nested@4'],
    ['😀{{a{b}}', 'nested@5'],
  ])('%j: %s', (source, expected) => {
    expect(render(source)).toBe(expected);
  });
});

test('lists its distinct placeholders in order', () => {
  const template = compileTemplate('{{b}} {{a|x}} {{b}} {{a}} {{a|x}}');
  expect(template.ok && template.value.fields).toEqual([
    { name: 'b', fallback: null },
    { name: 'a', fallback: 'x' },
    { name: 'a', fallback: null },
  ]);
  expect(template.ok && template.value.source).toBe('{{b}} {{a|x}} {{b}} {{a}} {{a|x}}');
});

test('joins literals and values, whatever they hold', () => {
  const literal = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('{', '('));
  const value = fc.string({
    unit: fc.constantFrom('{', '}', '|', 'a', '$', '&', ' ', 'é'),
    maxLength: 8,
  });
  const pieces = fc.array(
    fc.tuple(
      literal,
      value.map((text) => `x${text}`),
    ),
    { minLength: 1, maxLength: 8 },
  );
  const property = fc.property(pieces, literal, (slots, rest) => {
    const source = slots.map(([text], index) => `${text}{{f${index}}}`).join('') + rest;
    const row = Object.fromEntries(slots.map(([, given], index) => [`f${index}`, given]));
    expect(render(source, row)).toBe(slots.map(([text, given]) => text + given).join('') + rest);
  });
  fc.assert(property, { numRuns: 20_000, seed: printedSeed('templates') });
});

test('any text compiles or names a place within it', () => {
  const source = fc.string({
    unit: fc.constantFrom('{', '}', '{{', '}}', '|', 'a', ' '),
    maxLength: 20,
  });
  const property = fc.property(source, (text) => {
    const template = compileTemplate(text);
    const position = template.ok ? 0 : template.error.position;
    expect(position).toBeGreaterThanOrEqual(0);
    expect(position).toBeLessThanOrEqual(text.length);
    // Without a placeholder to fill, a text is sent as it is.
    expect(text.includes('{{') || text.trim() === '' || render(text) === text).toBe(true);
  });
  fc.assert(property, { numRuns: 20_000, seed: printedSeed('template sources') });
});
