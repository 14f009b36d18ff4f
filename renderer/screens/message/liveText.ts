/** The text that one recipient will get, as it is now in the editor. */
import { checkUnicode, type UnicodeMark } from '../../../shared/domain/unicodeReplacements.ts';
import { countSegments, MAX_PARTS, type Segments } from '../../../shared/domain/segments.ts';
import { compileTemplate, type BadTemplate } from '../../../shared/domain/template.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import { fieldsOf, partsOf } from './templateParts.ts';

/** One recipient with the imported cells. */
export type Recipient = CallOutput<'recipient'>;

/** No spaces, case or accents, as the import finds columns: `Numéro` and `numero ` are one. */
function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\s]/gu, '')
    .toLowerCase();
}

/** The column that a field stands for; `null`: none, or more than one. */
export function columnOf(
  field: string,
  columns: readonly string[],
  mapping: Readonly<Record<string, string>>,
): string | null {
  const wanted = (Object.hasOwn(mapping, field) ? mapping[field] : undefined) ?? field;
  if (columns.includes(wanted)) return wanted;
  const folded = foldName(wanted);
  const fitting = columns.filter((column) => foldName(column) === folded);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Fields of the message for which the list has no column: the operator says which one is meant. */
export function strayFields(
  template: string,
  columns: readonly string[],
  mapping: Readonly<Record<string, string>>,
): readonly string[] {
  return fieldsOf(partsOf(template))
    .map(({ name }) => name)
    .filter((name) => columnOf(name, columns, mapping) === null);
}

/** Mappings of fields that the message no longer has would be refused with the list. */
export function usedMapping(
  template: string,
  mapping: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = new Set(fieldsOf(partsOf(template)).map(({ name }) => name));
  return Object.fromEntries(Object.entries(mapping).filter(([field]) => names.has(field)));
}

/**
 * How many people a field would leave out: those whose cell is empty, and those whom the last reading has
 * left out for it. 0 where nothing is known.
 */
export function leftOutBy(
  field: string,
  built: Draft['built'],
  mapping: Readonly<Record<string, string>>,
): number {
  if (built === null) return 0;
  const column = columnOf(field, built.columns, mapping);
  const blank = built.blanks?.find((each) => each.column === column)?.rows ?? 0;
  const refused = built.reasons.find(({ reason }) => reason === `missing_field:${field}`);
  return blank + (refused?.rows ?? 0);
}

/** What one recipient gets, or why nothing. */
export type LiveText =
  | { readonly kind: 'text'; readonly text: string; readonly segments: Segments }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad_template'; readonly error: BadTemplate }
  /** The field is blank for this person and has no default. */
  | { readonly kind: 'missing'; readonly field: string }
  | { readonly kind: 'no_column'; readonly field: string };

type TextSettings = Pick<DraftSettings, 'textFrom' | 'template' | 'messageColumn' | 'fieldColumns'>;

function textOf(text: string): LiveText {
  return text.trim() === ''
    ? { kind: 'empty' }
    : { kind: 'text', text, segments: countSegments(text) };
}

/** The text for one recipient by the settings as the operator sees them. */
export function liveText(settings: TextSettings, recipient: Recipient): LiveText {
  const values = new Map(recipient.fields.map(({ column, value }) => [column, value]));
  if (settings.textFrom === 'column') {
    return textOf(values.get(settings.messageColumn ?? '') ?? '');
  }
  const template = compileTemplate(settings.template);
  if (!template.ok) {
    return template.error.problem === 'empty'
      ? { kind: 'empty' }
      : { kind: 'bad_template', error: template.error };
  }
  const columns = [...values.keys()];
  const stray = strayFields(settings.template, columns, settings.fieldColumns)[0];
  if (stray !== undefined) return { kind: 'no_column', field: stray };
  const rendered = template.value.render((field) =>
    values.get(columnOf(field, columns, settings.fieldColumns) ?? ''),
  );
  return rendered.ok ? textOf(rendered.value) : { kind: 'missing', field: rendered.error.field };
}

/** How many more characters fit before the message takes another SMS. */
export function charactersLeft({ encoding, units, parts }: Segments): number {
  const [alone, joined] = encoding === 'gsm7' ? [160, 153] : [70, 67];
  return parts <= 1 ? alone - units : Math.max(0, parts * joined - units);
}

/** Whether the API takes a text of this length. */
export const isTooLong = ({ parts }: Segments): boolean => parts > MAX_PARTS;

/** What makes a recipient's message Unicode although the operator's own words do not. */
export interface ForeignMark {
  readonly column: string;
  readonly characters: readonly string[];
}

/**
 * The cells of a recipient that force Unicode where the message itself does not. They are told, never
 * altered: people's names are theirs.
 */
export function forcedByCells(
  settings: TextSettings,
  recipient: Recipient,
): readonly ForeignMark[] {
  if (settings.textFrom === 'column') return [];
  const columns = recipient.fields.map(({ column }) => column);
  const used = new Set(
    fieldsOf(partsOf(settings.template)).map(({ name }) =>
      columnOf(name, columns, settings.fieldColumns),
    ),
  );
  return recipient.fields
    .filter(({ column }) => used.has(column))
    .map(({ column, value }) => ({ column, characters: charactersForcing(value) }))
    .filter(({ characters }) => characters.length > 0);
}

/** At most so many are named: a name in another script is all of them. */
const NAMED = 5;

function charactersForcing(value: string): readonly string[] {
  const check = checkUnicode(value);
  if (check.kind === 'gsm7') return [];
  if (check.kind === 'script') return [value];
  return check.marks.slice(0, NAMED).map(({ character }: UnicodeMark) => character);
}
