/** Lists being prepared: from a file to a batch that is ready to send. */
import { z } from 'zod';
import { appError, batchSummary, count, country, id, microUsd, nothing, timeMs } from './common.ts';
import { planSettings } from './send.ts';

/** What a column may hold, as guessed from its name in eight languages and from its cells. */
export const COLUMN_ROLES = [
  'number',
  'name',
  'message',
  'sender',
  'language',
  'date',
  'time',
  'amount',
  'place',
] as const;

const columnName = z.string().min(1).max(500);

/** What the operator decides about a list; all of it can be changed until the list is ready. */
const settings = z
  .object({
    name: z.string().max(200),
    /** `null`: detected. */
    encoding: z.string().nullable(),
    /** `null`: detected. */
    delimiter: z.string().nullable(),
    /** The country of national numbers. */
    country: country.nullable(),
    /** Columns by name; `number` `null`: guessed. */
    numberColumn: columnName.nullable(),
    senderColumn: columnName.nullable(),
    /** Whether each text comes from the template or, ready, from a column. */
    textFrom: z.enum(['template', 'column']),
    /** The message with `{{column}}` or `{{column|default}}`. May be empty while it is prepared. */
    template: z.string().max(10_000),
    messageColumn: columnName.nullable(),
    /** Columns for merge fields of other names, as when a message is used again. */
    fieldColumns: z.record(z.string(), columnName),
    /** The sender name; `null`: the account's. */
    sender: z.string().nullable(),
    allowDuplicates: z.boolean(),
    plan: planSettings,
  })
  .strict();

const countryTotals = z.object({
  country,
  recipients: count,
  parts: count,
  unicode: count,
  /** By the current price list; `null`: no price. */
  estimateMicro: microUsd.nullable(),
  microPerPart: count.nullable(),
});

/** What reading the list gave. */
const buildReport = z.object({
  /** Rows read: recipients, rejected, duplicates and suppressed together. */
  rows: count,
  recipients: count,
  rejected: count,
  duplicates: count,
  /** On the do-not-contact list. */
  suppressed: count,
  /** Why rows were not taken, the most frequent first. */
  reasons: z.array(z.object({ reason: z.string(), rows: count })),
  /** How many recipients have nothing in a column; without those in which all have something. */
  blanks: z.array(z.object({ column: z.string(), rows: count })).optional(),
  encoding: z.string(),
  delimiter: z.string(),
  /** Every column under the name by which the settings know it. */
  columns: z.array(z.string()),
  numberColumn: z.string(),
});

const draft = z.object({
  draft: id,
  /** The file's name; empty where rows were pasted. */
  source: z.string(),
  settings,
  /**
   * The batch in state `draft` that holds the recipients as they were read last. Their imported fields are
   * good for live text in any case, their texts where `isBuilt`.
   */
  batch: id.nullable(),
  /** What was read agrees with the settings. */
  isBuilt: z.boolean(),
  /** It is being read right now. */
  isBuilding: z.boolean(),
  built: buildReport.nullable(),
  /** Why the last reading failed, or why the list cannot be made ready as it was read. */
  problem: appError.nullable(),
  /** Numbers corrected by hand, by spreadsheet row. */
  corrections: count,
  createdAtMs: timeMs,
  updatedAtMs: timeMs,
});

const draftRef = z.object({ draft: id }).strict();

/** One message as tables show it. */
export const previewMessage = z.object({
  seq: count,
  row: count,
  /** International digits. */
  to: z.string(),
  country: z.string(),
  sender: z.string(),
  text: z.string(),
  parts: count,
  encoding: z.enum(['gsm7', 'ucs2']),
  estimateMicro: microUsd.nullable(),
});

/** The calls about lists being prepared. */
export const draftCalls = {
  /** The lists being prepared, the latest changed first. */
  listDrafts: { input: nothing, output: z.array(draft) },
  /** Asks for a file and begins a draft with it; `null`: none was chosen. */
  chooseList: {
    input: z.object({ repeat: id.optional() }).strict(),
    output: draft.nullable(),
  },
  /** Begins a draft with a file that was dropped on the window. */
  openList: {
    input: z.object({ token: z.string().max(100), repeat: id.optional() }).strict(),
    output: draft,
  },
  /** Begins a draft with rows pasted from a spreadsheet. */
  pasteList: {
    input: z.object({ text: z.string().min(1).max(50_000_000), repeat: id.optional() }).strict(),
    output: draft,
  },
  /** Begins a draft with the sample list that comes with Postbag. */
  sampleList: { input: nothing, output: draft },
  /** Another file for the same draft, its message kept; `null`: none was chosen. */
  replaceList: { input: draftRef, output: draft.nullable() },
  draft: { input: draftRef, output: draft },
  /** The first rows, and what the columns seem to be. */
  peekDraft: {
    input: draftRef,
    output: z.object({
      encoding: z.string(),
      delimiter: z.string(),
      columns: z.array(
        z.object({
          column: z.string(),
          guess: z.enum(COLUMN_ROLES).nullable(),
          samples: z.array(z.string()),
        }),
      ),
      /** The column of phone numbers; `null`: not clear, the operator must say. */
      numberColumn: z.string().nullable(),
      rows: z.array(z.object({ row: count, cells: z.array(z.string()) })),
      /** The column headers look like data (there is no header row), or another trouble. */
      problem: appError.nullable(),
    }),
  },
  updateDraft: {
    input: z.object({ draft: id, settings: settings.partial().strict() }).strict(),
    output: draft,
  },
  /**
   * Reads the whole list with the current settings. Ends when it is read; why it could not be is then the
   * draft's `problem`. Errors: `interrupted`, by a newer reading or by `cancelBuild`.
   */
  buildDraft: { input: draftRef, output: draft },
  cancelBuild: { input: draftRef, output: draft },
  deleteDraft: { input: draftRef, output: z.object({}).strict() },
  /** Rows that were not taken, in the order of the file, from behind a row on. */
  refusedRows: {
    input: z
      .object({
        batch: id,
        reason: z.string().nullable(),
        afterRow: count,
        limit: z.int().min(1).max(500),
      })
      .strict(),
    output: z.object({
      columns: z.array(z.string()),
      rows: z.array(
        z.object({
          row: count,
          value: z.string(),
          reason: z.string(),
          cells: z.array(z.string()),
          /** What the operator typed instead, not read yet. */
          correction: z.string().nullable(),
        }),
      ),
      more: z.boolean(),
    }),
  },
  /** Another number for a row; `null` takes a correction back. Errors: `bad_phone`. */
  correctRow: {
    input: z.object({ draft: id, row: count, value: z.string().max(100).nullable() }).strict(),
    output: z.object({
      to: z.string().nullable(),
      country: z.string().nullable(),
      /** Why the number is left out all the same, good as it is. */
      leftOut: z.enum(['duplicate', 'opted_out']).nullable().optional(),
    }),
  },
  /** Writes the rows that were not taken to a file to correct and import; `null`: no file chosen. */
  saveRefused: {
    input: z.object({ batch: id }).strict(),
    output: z.object({ file: z.string(), rows: count }).nullable(),
  },
  /** One recipient with the imported fields, for live text. */
  recipient: {
    input: z.object({ batch: id, seq: z.int().positive() }).strict(),
    output: z.object({
      message: previewMessage,
      fields: z.array(z.object({ column: z.string(), value: z.string() })),
    }),
  },
  /** What a list will cost. */
  preview: {
    input: z.object({ batch: id }).strict(),
    output: z.object({
      summary: batchSummary,
      recipients: count,
      parts: count,
      unicode: count,
      estimateMicro: microUsd,
      unpriced: count,
      byCountry: z.array(countryTotals),
      /** How many messages take so many parts, by parts. */
      byParts: z.array(z.object({ parts: count, messages: count })),
      longest: z.array(previewMessage),
      costliest: z.array(previewMessage),
    }),
  },
  /**
   * The texts are final and the list may be sent. Errors: `draft_not_built`, `sender_missing`,
   * `bad_template` (`empty` without a message), or the draft's `problem`.
   */
  readyDraft: { input: draftRef, output: z.object({ batch: id }) },
  /**
   * Makes a list of one message, ready to be sent: the text of one recipient, by the settings of this
   * moment, to a phone of the operator's own. It is sent by `startSend`, after the screen has asked.
   * `name`: what the list of one is called, in the operator's language.
   */
  sendTest: {
    input: z
      .object({
        draft: id,
        seq: z.int().positive(),
        to: z.string().max(50),
        name: z.string().trim().min(1).max(300).optional(),
      })
      .strict(),
    output: z.object({ batch: id }),
  },
} as const;

/** The events about lists being prepared. */
export const draftEvents = {
  /** How far the reading of a list is. */
  buildProgress: z.object({
    draft: id,
    rows: count,
    recipients: count,
    bytesRead: count,
    bytesTotal: count,
  }),
} as const;
