/** What is known of messages in doubt, in plain words: when they left, what happened, what was found. Pure. */
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { MessageId } from '../../i18n/en.ts';
import type { Formats } from '../../i18n/text.tsx';
import { words, type Words } from './words.ts';

/** What is known of a list's messages in doubt. */
export type DoubtReport = CallOutput<'doubts'>;

/** One of them. */
export type DoubtRow = DoubtReport['rows'][number];

/** Messages that left together and of which the same is known. */
export interface DoubtGroup {
  readonly key: string;
  readonly sinceMs: number;
  readonly reason: string;
  readonly probable: boolean;
  /** One that stands for all of them. */
  readonly example: DoubtRow;
  readonly rows: readonly DoubtRow[];
}

/** The rows that nobody has settled yet. */
export function openRows(report: DoubtReport): readonly DoubtRow[] {
  return report.rows.filter(({ settled }) => settled === null);
}

/** Puts together what left together and has the same evidence; the latest first. */
export function groupDoubts(rows: readonly DoubtRow[]): readonly DoubtGroup[] {
  const groups = new Map<string, DoubtRow[]>();
  for (const row of rows) {
    const { sinceMs, reason, probable, outcome, provisionalUntilMs } = row;
    const key = [sinceMs, reason, probable, outcome, provisionalUntilMs].join('|');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups]
    .flatMap(([key, members]) => {
      const [example] = members;
      if (example === undefined) return [];
      const { sinceMs, reason, probable } = example;
      return [{ key, sinceMs, reason, probable, example, rows: members }];
    })
    .toSorted((a, b) => b.sinceMs - a.sinceMs);
}

const BROKE_OFF = 'send.happened_broke_off';
const UNREADABLE = 'send.happened_unreadable';
const CONTRADICTS = 'send.happened_contradicts';

const HAPPENED: ReadonlyMap<string, MessageId> = new Map([
  ['closed', 'send.happened_closed'],
  ['headers_timeout', 'send.happened_timeout'],
  ['aborted', 'send.happened_aborted'],
  ['interrupted', 'send.happened_interrupted'],
  ['stalled', BROKE_OFF],
  ['truncated', BROKE_OFF],
  ['oversize', UNREADABLE],
  ['unparsable', UNREADABLE],
  ['html', UNREADABLE],
  ['no_body', UNREADABLE],
  ['invalid_json', UNREADABLE],
  ['unknown_shape', UNREADABLE],
  ['entry_unreadable', UNREADABLE],
  ['entries_missing', CONTRADICTS],
  ['entries_extra', CONTRADICTS],
  ['id_missing', CONTRADICTS],
  ['ids_repeated', CONTRADICTS],
  ['accepted_count', CONTRADICTS],
  ['order', CONTRADICTS],
  ['error_on_top', CONTRADICTS],
  ['not_ours', CONTRADICTS],
  ['original_refused', CONTRADICTS],
]);

/** What happened to the request. */
export function happened(reason: string): Words {
  const status = /^status_(\d{3})$/u.exec(reason)?.[1];
  if (status !== undefined) {
    return Number(status) < 400
      ? words(UNREADABLE)
      : words('send.happened_status', { status: Number(status) });
  }
  const id = HAPPENED.get(reason);
  return id === undefined ? words('send.happened_other', { reason }) : words(id);
}

/** What the latest search means, in a sentence. */
export function meaningOf(
  { outcome, provisionalUntilMs }: DoubtRow,
  { time }: Pick<Formats, 'time'>,
): Words {
  switch (outcome) {
    case null:
      return words('send.not_looked');
    case 'ambiguous':
      return words('send.found_unclear');
    case 'confirmed':
      return words('send.found_confirmed');
    case 'not_found':
      return provisionalUntilMs === null
        ? words('send.found_nothing')
        : words('send.found_nothing_yet', { time: time(provisionalUntilMs) });
  }
}

/** What was looked for and when, and what it means that it was found or not. */
export function found(row: DoubtRow, formats: Formats): readonly Words[] {
  const { outcome, checkedAtMs } = row;
  if (outcome === null) return [meaningOf(row, formats)];
  const lines = [lookedFor(row, formats), meaningOf(row, formats)];
  return checkedAtMs === null
    ? lines
    : [...lines, words('send.looked_at', { time: formats.dateTime(checkedAtMs) })];
}

function lookedFor(
  { evidence }: DoubtRow,
  { dateTime, time }: Pick<Formats, 'dateTime' | 'time'>,
): Words {
  if (evidence === null || evidence.by === 'id') return words('send.looked_by_id');
  const { fromMs, toMs, listed } = evidence;
  if (fromMs === null || toMs === null) return words('send.looked_in_list', { listed });
  return words('send.looked_in_list_between', { listed, from: dateTime(fromMs), to: time(toMs) });
}

/** Until when "not found" means little for any of these; `null`: it is final for all. */
export function lateUntil(rows: readonly DoubtRow[]): number | null {
  const times = rows.flatMap(({ provisionalUntilMs: ms }) => (ms === null ? [] : [ms]));
  return times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b));
}

/** What the operator should do next. */
export type NextStep = 'ask' | 'wait' | 'decide' | 'nothing';

/** The step that is next: ask first, wait while the list may be late, then decide. */
export function nextStep(rows: readonly DoubtRow[], nowMs: number): NextStep {
  if (rows.length === 0) return 'nothing';
  if (rows.some(({ outcome }) => outcome === null)) return 'ask';
  const until = lateUntil(rows);
  return until !== null && until > nowMs ? 'wait' : 'decide';
}

/**
 * A text for the vendor's support: the organisation, when requests left, how many messages they held and
 * the ids that are known. No numbers, no names, no texts of messages.
 */
export function supportLines(groups: readonly DoubtGroup[]): readonly Words[] {
  return groups.map(({ sinceMs, rows, reason }) => {
    const ids = [...new Set(rows.flatMap(({ evidence }) => evidence?.ids ?? []))].slice(0, 10);
    const time = new Date(sinceMs).toISOString();
    const values = { time, messages: rows.length, reason };
    return ids.length === 0
      ? words('send.support_line', values)
      : words('send.support_line_ids', { ...values, ids: ids.join(', ') });
  });
}
