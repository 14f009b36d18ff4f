/** One row of a list → one message, or the reason why not. */
import type { PhoneParser, PhoneProblem } from '../../shared/domain/phone.ts';
import { countSegments, MAX_PARTS } from '../../shared/domain/segments.ts';
import { checkSender } from '../../shared/domain/sender.ts';
import type { Template } from '../../shared/domain/template.ts';
import { err, ok, type Result, type SenderProblem } from '../../shared/errors.ts';
import type { RefusedRow } from '../db/batches.ts';
import type { CsvRow, RowProblem } from './csvReader.ts';
import type { NumberSet } from './numberSet.ts';
import type { ReadMessage } from './packing.ts';
import type { Plan } from './plan.ts';

/** Why a row was refused. Stored, and part of the command line's answer: append only. */
export type RowReason =
  | PhoneProblem
  | RowProblem
  /** More cells than the header has names: an unquoted delimiter has shifted them. */
  | 'too_many_cells'
  /** The number stands in an earlier row of the list that is sent. */
  | 'duplicate'
  /** The number is on the do-not-contact list. */
  | 'opted_out'
  /** The template has this field, without a default, and its cell is blank. */
  | `missing_field:${string}`
  | 'empty_message'
  | 'too_many_parts'
  /** Characters that were not readable in the file's encoding, or control characters. */
  | 'bad_characters'
  | `bad_sender:${SenderProblem}`;

/** What all rows have in common. */
export interface RowRules {
  readonly plan: Plan;
  readonly parser: PhoneParser;
  /** `null` where the text comes from a column. */
  readonly template: Template | null;
  /** The sender id of rows that name none; `null` where there is none. */
  readonly sender: string | null;
  readonly optedOut: NumberSet;
  readonly allowDuplicates: boolean;
  /** The numbers accepted so far; grows with each message. */
  readonly accepted: NumberSet;
  /** Messages may be without a sender id as yet: the list is still being prepared. */
  readonly isSenderOptional?: boolean | undefined;
}

/** What became of a row. */
type RowOutcome =
  | { readonly kind: 'message'; readonly message: ReadMessage }
  | { readonly kind: 'refused'; readonly reason: RowReason; readonly row: RefusedRow };

/** Characters of a refused value that are kept for the operator; the cells are kept whole. */
const SHOWN_VALUE = 200;

/** What no message holds: control characters, and what could not be decoded. */
// oxlint-disable-next-line no-control-regex -- finding them is the point
const UNREADABLE = /[\0-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD\uD800-\uDFFF]/u;

/** A refusal that concerns another value than the number. */
interface Refusal {
  readonly reason: RowReason;
  readonly value?: string;
}

/** Turns rows into messages, in the order of the file. */
export type RowReader = (row: CsvRow) => RowOutcome;

/** Makes the reader of a list's rows. */
export function rowReader(rules: RowRules): RowReader {
  const { plan } = rules;
  const textOf = textReader(rules);
  const senderOf = senderReader(rules);
  const numberOf = numberReader(rules);
  return (csv) => {
    const { cells } = csv;
    const number = cells[plan.number] ?? '';
    if (csv.problem !== null) return refuse(csv, { reason: csv.problem, value: cells.join(' ') });
    if (hasExtraCells(cells, plan)) return refuse(csv, { reason: 'too_many_cells' }, number);
    const phone = numberOf(number);
    if (!phone.ok) return refuse(csv, phone.error, number);
    const text = textOf(cells);
    if (!text.ok) return refuse(csv, text.error, number);
    const sender = senderOf(cells);
    if (!sender.ok) return refuse(csv, sender.error, number);
    const { encoding, parts } = countSegments(text.value);
    if (parts > MAX_PARTS) return refuse(csv, { reason: 'too_many_parts' }, number);
    const { recipient, country } = phone.value;
    rules.accepted.add(recipient);
    const fields = asManyAs(cells, plan.headers.length);
    const to = { row: csv.row, recipient, country, parts, encoding };
    return { kind: 'message', message: { ...to, sender: sender.value, text: text.value, fields } };
  };
}

function refuse({ row, cells }: CsvRow, refusal: Refusal, number = ''): RowOutcome {
  const { reason, value = number } = refusal;
  return {
    kind: 'refused',
    reason,
    row: { row, value: value.slice(0, SHOWN_VALUE), reason, cells },
  };
}

function hasExtraCells(cells: readonly string[], { headers }: Plan): boolean {
  for (let index = headers.length; index < cells.length; index += 1) {
    if (cells[index]?.trim() !== '') return true;
  }
  return false;
}

/** Rows are stored with one value a column, whatever they had. */
function asManyAs(cells: readonly string[], columns: number): readonly string[] {
  if (cells.length === columns) return cells;
  return Array.from({ length: columns }, (_, index) => cells[index] ?? '');
}

interface Addressee {
  readonly recipient: number;
  readonly country: string;
}

function numberReader({
  parser,
  optedOut,
  accepted,
  allowDuplicates,
}: RowRules): (raw: string) => Result<Addressee, Refusal> {
  return (raw) => {
    const phone = parser.parse(raw);
    if (!phone.ok) return err({ reason: phone.error });
    // At most 15 digits: exact as a number.
    const recipient = Number(phone.value.digits);
    if (optedOut.has(recipient)) return err({ reason: 'opted_out' });
    if (!allowDuplicates && accepted.has(recipient)) return err({ reason: 'duplicate' });
    return ok({ recipient, country: phone.value.country });
  };
}

function textReader({
  plan,
  template,
}: RowRules): (cells: readonly string[]) => Result<string, Refusal> {
  let current: readonly string[] = [];
  const valueOf = (field: string): string | undefined => {
    const value = current[plan.fields.get(field) ?? -1]?.trim();
    return value === '' ? undefined : value;
  };
  if (plan.isTextless) return () => ok('');
  return (cells) => {
    current = cells;
    const text = template === null ? ok(cells[plan.text ?? -1] ?? '') : template.render(valueOf);
    if (!text.ok) return err({ reason: `missing_field:${text.error.field}` });
    if (text.value.trim() === '') return err({ reason: 'empty_message' });
    return UNREADABLE.test(text.value) ? err({ reason: 'bad_characters' }) : text;
  };
}

/** Different sender ids in one list are few. */
const CACHED_SENDERS = 1000;

function senderReader({
  plan,
  sender,
  isSenderOptional,
}: RowRules): (cells: readonly string[]) => Result<string, Refusal> {
  const known = new Map<string, Result<string, Refusal>>();
  const check = (value: string): Result<string, Refusal> => {
    if (value === '' && isSenderOptional === true) return ok('');
    const checked = checkSender(value);
    return checked.ok ? checked : err({ reason: `bad_sender:${checked.error}`, value });
  };
  return (cells) => {
    const own = plan.sender === null ? '' : (cells[plan.sender] ?? '').trim();
    const value = own === '' ? (sender ?? '') : own;
    const cached = known.get(value);
    if (cached !== undefined) return cached;
    const checked = check(value);
    if (known.size < CACHED_SENDERS) known.set(value, checked);
    return checked;
  };
}
