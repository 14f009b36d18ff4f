/**
 * Message templates: `Dear {{name}}, your visit is on {{date|the agreed day}}.`
 *
 * - Spaces inside the braces do not count; the first `|` ends the field's name.
 * - A blank field takes its default, and is an error of the row where there is none: nobody gets
 *   "Dear ,". An empty default (`{{title|}}`) says that the field may be left out.
 * - Values are inserted as they are: not escaped, and not searched for braces again.
 * - Single braces, and `}}` on its own, are text.
 */
import { err, ok } from '../errors.ts';
import type { ImportError, Result } from '../errors.ts';
import { isBlank } from './digits.ts';

/** A template that cannot be used, with the place. */
export type BadTemplate = Extract<ImportError, { kind: 'bad_template' }>;

/** One placeholder. */
interface TemplateField {
  readonly name: string;
  /** What stands in for a blank value; `null`: the row is refused. */
  readonly fallback: string | null;
}

/** A compiled template. */
export interface Template {
  readonly source: string;
  /** The distinct placeholders, in order; a name appears once for each of its defaults. */
  readonly fields: readonly TemplateField[];
  /**
   * The text for one recipient.
   *
   * @param value the recipient's value of a field; asked by name, never by looking it up in an object.
   * @returns the text, or the first field that is blank and has no default.
   */
  render(value: (field: string) => string | undefined): Result<string, { readonly field: string }>;
}

/** A template as it is rendered: each placeholder with the text before it, and the rest. */
interface Pieces {
  readonly slots: readonly { readonly before: string; readonly field: TemplateField }[];
  readonly rest: string;
}

const bad = (problem: BadTemplate['problem'], position: number) =>
  err<BadTemplate>({ kind: 'bad_template', problem, position });

/** Reads what stands between `{{` and `}}`. */
function readField(inside: string, start: number): Result<TemplateField, BadTemplate> {
  const brace = inside.search(/[{}]/);
  if (brace >= 0) return bad('nested', start + brace);
  const bar = inside.indexOf('|');
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  if (isBlank(name)) return bad('empty_field', start);
  return ok({ name, fallback: bar < 0 ? null : inside.slice(bar + 1).trim() });
}

function cut(source: string): Result<Pieces, BadTemplate> {
  const slots: Pieces['slots'][number][] = [];
  let done = 0;
  for (;;) {
    const open = source.indexOf('{{', done);
    if (open < 0) return ok({ slots, rest: source.slice(done) });
    const close = source.indexOf('}}', open + 2);
    // `{{a {{b}}`: the first one is the mistake, whether it was to be closed or not.
    if (close < 0) return bad('unclosed', open);
    const field = readField(source.slice(open + 2, close), open + 2);
    if (!field.ok) return field;
    slots.push({ before: source.slice(done, open), field: field.value });
    done = close + 2;
  }
}

function distinctFields(pieces: Pieces): readonly TemplateField[] {
  const seen = new Map<string, TemplateField>();
  for (const { field } of pieces.slots) seen.set(JSON.stringify(field), field);
  return [...seen.values()];
}

function render(pieces: Pieces, value: (field: string) => string | undefined) {
  let text = '';
  for (const { before, field } of pieces.slots) {
    const given = value(field.name);
    const shown = given === undefined || isBlank(given) ? field.fallback : given;
    if (shown === null) return err({ field: field.name });
    text += before + shown;
  }
  return ok(text + pieces.rest);
}

/**
 * Compiles a template. Errors, each with its position: `empty` (nothing visible), `unclosed` (a `{{`
 * without `}}`), `empty_field`, `nested` (a brace inside the braces).
 */
export function compileTemplate(source: string): Result<Template, BadTemplate> {
  if (isBlank(source)) return bad('empty', 0);
  const pieces = cut(source);
  if (!pieces.ok) return pieces;
  const fields = distinctFields(pieces.value);
  return ok({ source, fields, render: (value) => render(pieces.value, value) });
}
