/** *Repeat last send*: the same message, columns and plan for a new list. */
import { err, ok, type Result } from '../../shared/errors.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries, type Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { draftQueries, type DraftSettings } from '../db/drafts.ts';
import { messageQueries } from '../db/messages.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import { findColumn } from '../import/columns.ts';
import { roleOfName } from '../import/columnWords.ts';
import type { Peek } from '../import/peek.ts';
import { defaultSettings, fieldsOf } from './settings.ts';

/**
 * The settings of a list that was prepared before, or of a batch, also of one that the command line made.
 *
 * Errors: `batch_not_found`.
 *
 * @param id a draft's or a batch's.
 */
export function settingsToRepeat(db: Db, id: string): Result<DraftSettings> {
  const drafts = draftQueries(db);
  const draft = drafts.find(id);
  if (draft !== null) {
    const { batchKey, readiedAtMs, settings } = draft;
    if (batchKey === null || readiedAtMs === null) return ok(settings);
    return ok({ ...settings, plan: sendPlanQueries(db).of(batchKey) });
  }
  const batch = batchQueries(db).find(id);
  if (!batch.ok) return batch;
  const plan = sendPlanQueries(db).of(batch.value.key);
  const settings = drafts.ofBatch(batch.value.key)?.settings ?? settingsOfBatch(db, batch.value);
  return settings === undefined
    ? err({ kind: 'batch_not_found', ref: id })
    : ok({ ...settings, plan });
}

/** What can be told of a batch that no draft has made. */
function settingsOfBatch(db: Db, batch: Batch): DraftSettings {
  const account = accountQueries(db).current();
  const [first] = messageQueries(db).page(batch.key, 0, 1);
  const sender = first === undefined || first.sender === account?.sender ? null : first.sender;
  return {
    ...defaultSettings('', account),
    template: batch.template ?? '',
    textFrom: batch.template === null ? 'column' : 'template',
    sender: sender === '' ? null : sender,
    allowDuplicates: batch.allowDuplicates,
  };
}

/** The column of a new list for one of another list: of the same name, else the only one of its kind. */
function sameColumn(column: string, { columns }: Peek): string | null {
  const names = columns.map((peeked) => peeked.column);
  const found = findColumn(names, column);
  if (found.ok) return names[found.value] ?? null;
  const role = roleOfName(column);
  const [only, ...others] = columns.filter(({ guess }) => guess !== null && guess === role);
  return only === undefined || others.length > 0 ? null : only.column;
}

function onlyColumnOf(role: 'message', { columns }: Peek): string | null {
  const [only, ...others] = columns.filter(({ guess }) => guess === role);
  return only === undefined || others.length > 0 ? null : only.column;
}

/** The columns of the template's fields that have no column of their own name. */
function sameFieldColumns(
  { template, fieldColumns }: DraftSettings,
  peek: Peek,
): DraftSettings['fieldColumns'] {
  const former = new Map(Object.entries(fieldColumns));
  const names = peek.columns.map(({ column }) => column);
  const mapped = fieldsOf(template).flatMap((field) => {
    const wanted = former.get(field);
    if (wanted === undefined && findColumn(names, field).ok) return [];
    const column = sameColumn(wanted ?? field, peek) ?? sameColumn(field, peek);
    return column === null || column === field ? [] : [[field, column] as const];
  });
  return Object.fromEntries(mapped);
}

/** Settings that were made for one list, for another: each column is found again, or left open. */
export function settingsForList(settings: DraftSettings, peek: Peek): DraftSettings {
  const { numberColumn, senderColumn, messageColumn, textFrom } = settings;
  const names = peek.columns.map(({ column }) => column);
  // A column of numbers that is not there any more is guessed anew, from the cells.
  const number = numberColumn === null ? null : findColumn(names, numberColumn);
  const message = messageColumn === null ? null : sameColumn(messageColumn, peek);
  return {
    ...settings,
    encoding: null,
    delimiter: null,
    numberColumn: number?.ok === true ? (names[number.value] ?? null) : null,
    senderColumn: senderColumn === null ? null : sameColumn(senderColumn, peek),
    messageColumn: message ?? (textFrom === 'column' ? onlyColumnOf('message', peek) : null),
    fieldColumns: sameFieldColumns(settings, peek),
  };
}

/** The plan of a former send without what holds for that day only. */
export function withoutPast(settings: DraftSettings, nowMs: number): DraftSettings {
  const { notAfterMs } = settings.plan;
  if (notAfterMs === null || notAfterMs > nowMs) return settings;
  return { ...settings, plan: { ...settings.plan, notAfterMs: null } };
}
