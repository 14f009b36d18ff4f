/** A new list of people who did not get a message, with the same message. */
import type { FileHandle } from 'node:fs/promises';
import type { MessageState } from '../../shared/domain/message.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import type { Batch } from '../db/batches.ts';
import { countQueries } from '../db/counts.ts';
import { draftQueries, type DraftSettings, type StoredDraft } from '../db/drafts.ts';
import { messageKey } from '../db/keys.ts';
import type { OwnerDb } from '../db/open.ts';
import { type SentRow, sentRows } from '../db/sentRows.ts';
import { inShortSteps } from '../db/shortSteps.ts';
import { storedNames } from '../import/columns.ts';
import { REASON_COLUMN, ROW_COLUMN } from '../import/rejectMarks.ts';
import { sendersOf } from '../work/batchSums.ts';
import type { Drafts } from './drafts.ts';
import { currentAccount, findBatch } from './parts.ts';

/** A column of the new list. */
interface Column {
  readonly name: string;
  readonly valueOf: (row: SentRow) => string;
}

/** How the new list is made, and what is known of it. */
interface Remade {
  readonly columns: readonly Column[];
  readonly settings: Partial<DraftSettings>;
}

/** With the `+`, so that it is read the same whatever the country of the list. */
const international = ({ to }: SentRow): string => `+${to}`;

/** The columns of the list itself; what an earlier file of refused rows has added is left out. */
function ownColumns({ fieldNames }: Batch, numberColumn: string | null): readonly Column[] {
  return fieldNames.flatMap((name, index): readonly Column[] => {
    if (name === ROW_COLUMN || name === REASON_COLUMN) return [];
    const field = ({ fields }: SentRow): string => fields[index] ?? '';
    return [{ name, valueOf: name === numberColumn ? international : field }];
  });
}

/** Adds a column under a name that no other has. */
function withColumn(columns: readonly Column[], { name, valueOf }: Column): readonly Column[] {
  const free = storedNames([...columns.map((column) => column.name), name]).at(-1) ?? name;
  return [...columns, { name: free, valueOf }];
}

async function remade(db: OwnerDb, batch: Batch, draft: StoredDraft | null): Promise<Remade> {
  const known = draft?.built?.report.numberColumn ?? null;
  let columns = ownColumns(batch, known);
  let settings: Partial<DraftSettings> = { name: batch.name, numberColumn: known };
  const add = (name: string, valueOf: Column['valueOf']): string => {
    columns = withColumn(columns, { name, valueOf });
    return columns.at(-1)?.name ?? name;
  };
  if (known === null) settings = { ...settings, numberColumn: add('phone', international) };
  if (draft !== null) return { columns, settings };
  // Made on the command line, where nothing was written down but the batch itself.
  if (batch.template === null) {
    settings = {
      ...settings,
      textFrom: 'column',
      messageColumn: add('message', (row) => row.text),
    };
  }
  const [sender = '', ...others] = await sendersOf(db, batch);
  if (others.length > 0)
    settings = { ...settings, senderColumn: add('sender', (row) => row.sender) };
  else if (sender !== currentAccount({ db })?.sender) settings = { ...settings, sender };
  return { columns, settings };
}

/** The list is for Postbag alone: quoted throughout, and nothing is made harmless for spreadsheets. */
function line(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

async function writeRows(
  db: OwnerDb,
  { key, lastSeq }: Batch,
  states: readonly MessageState[],
  columns: readonly Column[],
  file: FileHandle,
): Promise<void> {
  const read = sentRows(db, states);
  await file.writeFile(line(columns.map(({ name }) => name)));
  const range = { first: messageKey(key, 1), last: messageKey(key, lastSeq) };
  await inShortSteps(range, async (piece) => {
    const rows = read(piece);
    if (rows.length === 0) return;
    const lines = rows.map((row) => line(columns.map(({ valueOf }) => valueOf(row))));
    await file.writeFile(lines.join(''));
  });
}

/**
 * Begins a draft with the people of a batch whose messages are in some states: the imported columns, the
 * numbers in the international form, the same message, senders and plan.
 *
 * Errors: `batch_not_found`; `no_valid_rows` where there is nobody; those of the data folder.
 */
export async function draftFromMessages(
  drafts: Drafts,
  id: string,
  states: readonly MessageState[],
): Promise<Result<CallOutput<'failuresAsDraft'>>> {
  const { db } = drafts.parts;
  const found = findBatch({ db }, id);
  if (!found.ok) return found;
  const batch = found.value;
  const counts = countQueries(db).of(batch.key);
  const rows = states.reduce((sum, state) => sum + counts[state], 0);
  if (rows === 0) return err({ kind: 'no_valid_rows', rows: 0, firstReasons: [] });
  const { columns, settings } = await remade(db, batch, draftQueries(db).ofBatch(batch.key));
  const write = (file: FileHandle): Promise<void> => writeRows(db, batch, states, columns, file);
  const list = { kind: 'made', source: batch.source, write } as const;
  const draft = await drafts.begin(list, { repeat: batch.id, settings });
  return draft.ok ? ok({ draft: draft.value.draft, rows }) : draft;
}
