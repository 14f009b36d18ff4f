/**
 * A message taken apart into text and fields, as the editor shows it, and put together again as it is
 * stored: `{{column}}`, or `{{column|default}}`.
 */
import { isBlank } from '../../../shared/domain/digits.ts';

/** A field in a message: a chip in the editor. */
export interface TemplateFieldValue {
  readonly name: string;
  /** Written where the recipient's own value is blank; `null`: the row is then refused. */
  readonly fallback: string | null;
}

/** A piece of a message. */
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly field: TemplateFieldValue };

const FIELD = /\{\{([^{}]*)\}\}/gu;

function readField(inside: string): TemplateFieldValue | null {
  const bar = inside.indexOf('|');
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  if (isBlank(name)) return null;
  return { name, fallback: bar < 0 ? null : inside.slice(bar + 1).trim() };
}

/** Takes a stored message apart. What is no field (an open `{{`, `{{ }}`) stays text, as it was typed. */
export function partsOf(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let done = 0;
  const pushText = (text: string): void => {
    if (text !== '') parts.push({ type: 'text', text });
  };
  for (const match of template.matchAll(FIELD)) {
    const field = readField(match[1] ?? '');
    if (field === null) continue;
    pushText(template.slice(done, match.index));
    parts.push({ type: 'field', field });
    done = match.index + match[0].length;
  }
  pushText(template.slice(done));
  return parts;
}

/** What a default must not hold, since it ends the field. */
const BRACES = /[{}]/gu;

/** A field as it is stored. */
export function storedField({ name, fallback }: TemplateFieldValue): string {
  return fallback === null
    ? `{{${name}}}`
    : `{{${name}|${fallback.replaceAll(BRACES, '').replaceAll(/\s+/gu, ' ').trim()}}}`;
}

/** A message as it is stored. */
export function storedTemplate(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : storedField(part.field))).join('');
}

/** The fields of a message, each name once, in the order of their first appearance. */
export function fieldsOf(parts: readonly TemplatePart[]): readonly TemplateFieldValue[] {
  const fields = new Map<string, TemplateFieldValue>();
  for (const part of parts) {
    if (part.type === 'field' && !fields.has(part.field.name)) {
      fields.set(part.field.name, part.field);
    }
  }
  return [...fields.values()];
}

/** Gives every field of this name the same default. */
export function withFallback(template: string, name: string, fallback: string | null): string {
  return storedTemplate(
    partsOf(template).map((part) =>
      part.type === 'field' && part.field.name === name
        ? { type: 'field', field: { name, fallback } }
        : part,
    ),
  );
}

/** Changes only the text between the fields, and their defaults: names of columns stay as they are. */
export function withText(template: string, change: (text: string) => string): string {
  return storedTemplate(
    partsOf(template).map((part): TemplatePart => {
      if (part.type === 'text') return { type: 'text', text: change(part.text) };
      const { name, fallback } = part.field;
      return { type: 'field', field: { name, fallback: fallback && change(fallback) } };
    }),
  );
}

/** The operator's own words in a message: what is written between the fields, and their defaults. */
export function ownWords(template: string): string {
  return partsOf(template)
    .map((part) => (part.type === 'text' ? part.text : (part.field.fallback ?? '')))
    .join('');
}

/** What a field's name must not hold; a column of such a name is used under another one. */
const NOT_IN_NAMES = /[{}|]/gu;

/** The field for a column: its name, and the mapping that is needed where it cannot be the column's. */
export function fieldForColumn(
  column: string,
  taken: Readonly<Record<string, string>>,
): { readonly name: string; readonly mapping: Readonly<Record<string, string>> } {
  const name = column.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/gu, ' ').trim();
  if (name === column) return { name, mapping: {} };
  let free = name === '' ? 'field' : name;
  for (let copy = 2; Object.hasOwn(taken, free) && taken[free] !== column; copy += 1) {
    free = `${name} (${copy})`;
  }
  return { name: free, mapping: { [free]: column } };
}
