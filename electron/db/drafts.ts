/** Lists being prepared, and what *Repeat last send* starts from. */
import type { AppError } from '../../shared/errors.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import type { SendPlan } from './sendPlans.ts';

/** What the operator decides about a list. */
export interface DraftSettings {
  readonly name: string;
  /** `null`: detected. */
  readonly encoding: string | null;
  /** `null`: detected. */
  readonly delimiter: string | null;
  /** The country of national numbers; `null`: the account's. */
  readonly country: string | null;
  /** Columns by their stored names; `null`: guessed. */
  readonly numberColumn: string | null;
  readonly senderColumn: string | null;
  readonly textFrom: 'template' | 'column';
  readonly template: string;
  readonly messageColumn: string | null;
  /** Columns for fields of the template that have other names. */
  readonly fieldColumns: Readonly<Record<string, string>>;
  /** `null`: the account's. */
  readonly sender: string | null;
  readonly allowDuplicates: boolean;
  readonly plan: SendPlan;
}

/** What reading a list gave, as the screen shows it. */
export interface BuildReport {
  /** Rows read: recipients, rejected, duplicates and suppressed together. */
  readonly rows: number;
  readonly recipients: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
  /** The most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
  /** How many recipients have nothing in a column; without those in which all have something. */
  readonly blanks?: readonly { readonly column: string; readonly rows: number }[];
  readonly encoding: string;
  readonly delimiter: string;
  /** Stored names. */
  readonly columns: readonly string[];
  readonly numberColumn: string;
}

/** What was read, and under which conditions. */
export interface BuiltList {
  readonly report: BuildReport;
  /** All that had a say in the reading, as one text: another text, another reading. */
  readonly reading: string;
  /** No message has a text. */
  readonly isTextless: boolean;
  /** Messages that have no sender id. */
  readonly senderless: number;
}

/** A draft as it is stored. */
export interface StoredDraft {
  readonly key: number;
  /** A UUIDv7. */
  readonly id: string;
  /** The batch that holds what was read last. */
  readonly batchKey: number | null;
  /** The name of the file; empty for rows that were pasted. */
  readonly source: string;
  readonly settings: DraftSettings;
  /** Numbers put right by hand, by the spreadsheet's row. */
  readonly corrections: ReadonlyMap<number, string>;
  readonly revision: number;
  /** The revision that was read last. */
  readonly builtRevision: number | null;
  readonly built: BuiltList | null;
  /** Why the last reading failed, or cannot be used. */
  readonly problem: AppError | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** When its batch became ready; from then on it only serves to repeat. */
  readonly readiedAtMs: number | null;
}

/** What a draft begins with. */
export type NewDraft = Pick<StoredDraft, 'id' | 'source' | 'settings' | 'createdAtMs'>;

/** What may be changed of a draft. Left out: stays. */
export interface DraftChange {
  readonly source?: string;
  readonly settings?: DraftSettings;
  readonly corrections?: ReadonlyMap<number, string>;
  readonly revision?: number;
  readonly problem?: AppError | null;
}

/** What a reading gave. */
export interface DraftReading {
  readonly batchKey: number;
  readonly revision: number;
  readonly built: BuiltList;
  readonly problem: AppError | null;
}

/** Reads and writes drafts. */
export interface DraftQueries {
  /** The lists being prepared, the latest changed first. */
  list(): StoredDraft[];
  find(id: string): StoredDraft | null;
  /** The country of national numbers that was chosen last, the sample list apart; `null`: never. */
  lastCountry(): string | null;
  /** The draft that a batch was made from. */
  ofBatch(batchKey: number): StoredDraft | null;
  insert(draft: NewDraft): void;
  change(id: string, change: DraftChange, atMs: number): void;
  /** Points the draft at what was read. The former batch is the caller's to remove. */
  setBuilt(id: string, reading: DraftReading): void;
  /** Its batch is ready: from now on it only serves to repeat. */
  setReadied(id: string, atMs: number): void;
  remove(id: string): void;
  /** Removes what can serve nobody any more: drafts that were ready, and whose batch has been deleted. */
  forgetDeleted(): void;
  /** Batches in state `draft` that no draft knows: a process ended while it made them, or let go of them. */
  orphanBatches(): number[];
}

interface DraftRow extends Omit<StoredDraft, 'settings' | 'corrections' | 'built' | 'problem'> {
  readonly settings: string;
  readonly corrections: string;
  readonly built: string | null;
  readonly problem: string | null;
}

const COLUMNS = `draft_key AS key, id, batch_key AS batchKey, source, settings, corrections, revision,
  built_revision AS builtRevision, built, problem, created_at_ms AS createdAtMs,
  updated_at_ms AS updatedAtMs, readied_at_ms AS readiedAtMs`;

/** Reads a stored draft; its JSON was written by this program only. */
function draftOf(row: DraftRow): StoredDraft {
  return {
    ...row,
    settings: JSON.parse(row.settings) as DraftSettings,
    corrections: new Map(JSON.parse(row.corrections) as [number, string][]),
    built: row.built === null ? null : (JSON.parse(row.built) as BuiltList),
    problem: row.problem === null ? null : (JSON.parse(row.problem) as AppError),
  };
}

/** The list that comes with Postbag: its people say nothing of where the office's live. */
const SAMPLE = 'sample-list.csv';

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

function statements({ sql }: Db) {
  const select = (rest: string) =>
    sql.prepare<unknown[], DraftRow>(`SELECT ${COLUMNS} FROM draft ${rest}`);
  return {
    list: select('WHERE readied_at_ms IS NULL ORDER BY updated_at_ms DESC, draft_key DESC'),
    find: select('WHERE id = ?'),
    ofBatch: select('WHERE batch_key = ?'),
    lastCountry: sql
      .prepare<[string], string>(
        `SELECT settings ->> '$.country' FROM draft
           WHERE settings ->> '$.country' IS NOT NULL AND source <> ?
           ORDER BY updated_at_ms DESC, draft_key DESC LIMIT 1`,
      )
      .pluck(),
    insert: sql.prepare(
      `INSERT INTO draft (id, source, settings, created_at_ms, updated_at_ms)
       VALUES ($id, $source, $settings, $atMs, $atMs)`,
    ),
    change: sql.prepare(
      `UPDATE draft SET source = $source, settings = $settings, corrections = $corrections,
         revision = $revision, problem = $problem, updated_at_ms = $atMs WHERE id = $id`,
    ),
    setBuilt: sql.prepare(
      `UPDATE draft SET batch_key = $batchKey, built_revision = $revision, built = $built,
         problem = $problem WHERE id = $id`,
    ),
    // The corrections hold numbers, and are in the batch by now.
    setReadied: sql.prepare(
      `UPDATE draft SET readied_at_ms = $atMs, corrections = '[]' WHERE id = $id`,
    ),
    forget: sql.prepare('DELETE FROM draft WHERE readied_at_ms IS NOT NULL AND batch_key IS NULL'),
    remove: sql.prepare('DELETE FROM draft WHERE id = ?'),
    orphans: sql
      .prepare<[], number>(
        `SELECT batch_key FROM batch WHERE state = 'draft' AND NOT EXISTS
           (SELECT 1 FROM draft WHERE draft.batch_key = batch.batch_key)`,
      )
      .pluck(),
  };
}

/** The queries of `draft`. */
export const draftQueries: (db: Db) => DraftQueries = oncePerConnection((db) => {
  const made = statements(db);
  const one = (row: DraftRow | undefined): StoredDraft | null =>
    row === undefined ? null : draftOf(row);
  const find = (id: string): StoredDraft | null => one(made.find.get(id));
  return {
    list: () => made.list.all().map(draftOf),
    find,
    lastCountry: () => made.lastCountry.get(SAMPLE) ?? null,
    ofBatch: (batchKey) => one(made.ofBatch.get(batchKey)),
    insert: ({ id, source, settings, createdAtMs }) =>
      void made.insert.run({ id, source, settings: textOf(settings), atMs: createdAtMs }),
    change: (id, change, atMs) => {
      const before = find(id);
      if (before === null) throw new Error('there is no such draft');
      const { source, settings, corrections, revision, problem } = { ...before, ...change };
      const texts = { settings: textOf(settings), corrections: textOf([...corrections]) };
      made.change.run({ id, source, revision, problem: textOf(problem), atMs, ...texts });
    },
    setBuilt: (id, { batchKey, revision, built, problem }) => {
      const texts = { built: textOf(built), problem: textOf(problem) };
      made.setBuilt.run({ id, batchKey, revision, ...texts });
    },
    setReadied: (id, atMs) => void made.setReadied.run({ id, atMs }),
    remove: (id) => void made.remove.run(id),
    forgetDeleted: () => void made.forget.run(),
    orphanBatches: () => made.orphans.all(),
  };
});
