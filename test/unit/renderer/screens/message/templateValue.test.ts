import { expect, test } from 'vitest';
import {
  templateOf,
  valueOf,
  withField,
  withTemplate,
} from '../../../../../renderer/screens/message/templateValue.ts';

test('a message goes into the editor and comes out as it was', () => {
  for (const template of ['', 'plain', 'Dear {{name|friend}},\nbye', '{{a}}{{b}}', '{{a}} {']) {
    expect(templateOf(valueOf(template))).toBe(template);
  }
});

test('a field is put where the caret is, and taken out again by undo', () => {
  const value = valueOf('Dear , hello').withCaretPosition({ index: 0, offset: 5 });
  const next = withField(value, { name: 'name', fallback: null });
  expect(templateOf(next)).toBe('Dear {{name}}, hello');
  expect(templateOf(next.undo())).toBe('Dear , hello');
  expect(templateOf(next.undo().redo())).toBe('Dear {{name}}, hello');
});

test('typing after an inserted field goes behind it', () => {
  const value = withField(valueOf('Dear '), { name: 'name', fallback: null });
  const { start, end } = value.selectedRange;
  expect(templateOf(value.replaceRange(start, end, '!'))).toBe('Dear {{name}}!');
});

test('a field typed with its braces becomes a chip', () => {
  const value = valueOf('Dear {{name}');
  const { start, end } = value.selectedRange;
  const next = value.replaceRange(start, end, '}');
  expect(next.segments.map(({ type, text }) => [type, text])).toEqual([
    ['text', 'Dear '],
    ['token', 'name'],
  ]);
});

test('another message replaces all as one step', () => {
  const value = valueOf('“{{name}}”');
  const next = withTemplate(value, '"{{name}}"');
  expect(templateOf(next)).toBe('"{{name}}"');
  expect(templateOf(next.undo())).toBe('“{{name}}”');
  expect(templateOf(withTemplate(valueOf('{{a}}'), 'x'))).toBe('x');
});

test('a token that was pasted from elsewhere is text', () => {
  const foreign = valueOf('').replaceRangeWithSegments(
    { index: 0, offset: 0 },
    { index: 0, offset: 0 },
    [{ type: 'token', text: '@someone' }],
  );
  expect(templateOf(foreign)).toBe('@someone');
});
