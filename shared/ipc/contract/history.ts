/** What became of messages: delivery reports, looking through messages, exports. */
import { z } from 'zod';
import { FAILURE_REASONS } from '../../domain/failureReason.ts';
import { MESSAGE_STATES } from '../../domain/message.ts';
import { appError, count, counts, id, microUsd, nothing, progress, timeMs } from './common.ts';
import { previewMessage } from './drafts.ts';

/** Which messages are meant; everything that is not `null` must hold. */
const filter = z
  .object({
    batch: id.nullable(),
    states: z.array(z.enum(MESSAGE_STATES)).min(1).nullable(),
    country: z.string().nullable(),
    /** In the text, the imported fields or the name of the list; digits also in the number. */
    search: z.string().max(200),
    /** Sent (or, unsent, created) at this time or later. */
    sinceMs: timeMs.nullable(),
    /** Before this time. */
    untilMs: timeMs.nullable(),
    /** Exactly this reason of a failure. */
    error: z.string().nullable(),
  })
  .strict();

const messageRow = previewMessage.extend({
  batch: id,
  batchName: z.string(),
  state: z.enum(MESSAGE_STATES),
  chargedMicro: microUsd.nullable(),
  messageId: z.string().nullable(),
  sentAtMs: timeMs.nullable(),
  deliveredAtMs: timeMs.nullable(),
  error: z.string().nullable(),
  warning: z.string().nullable(),
});

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const word = z.string().min(1).max(200);

/** A workbook for people: the words of the window's language. */
const tableWords = z
  .object({
    /** For the names of countries. */
    locale: z.string().max(35).refine(isLocale),
    sheet: word,
    columns: z
      .object({
        list: word,
        number: word,
        country: word,
        sender: word,
        text: word,
        parts: word,
        state: word,
        estimate: word,
        charged: word,
        sent_at: word,
        delivered_at: word,
        reason: word,
        row: word,
        id: word,
      })
      .strict(),
    states: z.record(z.enum(MESSAGE_STATES), word),
    reasons: z.record(z.enum(FAILURE_REASONS), word),
  })
  .strict();

const reportsState = z.object({
  isRunning: z.boolean(),
  batch: id.nullable(),
  checked: count,
  due: count,
  /** When delivery reports are asked for next; `null`: everything is known. */
  nextDueMs: timeMs.nullable(),
  error: appError.nullable(),
});

/** The calls about what became of messages. */
export const historyCalls = {
  /**
   * Gathers the messages that a filter means, so that any of them can be read by its place. The latest
   * few views are kept. A newer view of the same `purpose` replaces one that is still being gathered.
   */
  openView: {
    input: z.object({ filter, purpose: z.string().max(40) }).strict(),
    output: z.object({ view: z.string(), count }),
  },
  /** Some messages of a view. Errors: `view_expired` (open it again). */
  viewPage: {
    input: z
      .object({ view: z.string().max(100), offset: count, limit: z.int().min(1).max(500) })
      .strict(),
    output: z.object({ rows: z.array(messageRow) }),
  },
  /**
   * Writes what a filter means to a file that the operator chooses; `null`: none chosen. With `words`, a
   * workbook is a table for people; the other formats are for programs and do not change.
   */
  exportMessages: {
    input: z
      .object({
        filter,
        format: z.enum(['xlsx', 'csv', 'ndjson']),
        words: tableWords.optional(),
      })
      .strict(),
    output: z.object({ file: z.string(), rows: count, bytes: count }).nullable(),
  },
  cancelExport: { input: nothing, output: z.object({}).strict() },
  /** What became of a send list. */
  deliveryReport: {
    input: z.object({ batch: id }).strict(),
    output: z.object({
      counts,
      total: count,
      estimateMicro: microUsd,
      acceptedMicro: microUsd,
      chargedMicro: microUsd,
      byCountry: z.array(z.object({ country: z.string(), counts })),
      /** The width of a column of `overTime`. */
      bucketMs: count,
      /**
       * At most sixty columns, empty ones included. `failed` are those of the messages sent in a column
       * that were not delivered: the API does not say when that was found.
       */
      overTime: z.array(z.object({ fromMs: timeMs, sent: count, delivered: count, failed: count })),
      /** Reasons of failures and refusals as the API gave them, the most frequent first. */
      reasons: z.array(
        z.object({ error: z.string(), state: z.enum(MESSAGE_STATES), messages: count }),
      ),
      /** Messages that arrived under another sender name. */
      senderChanged: count,
      /** Which names they were given instead, the most frequent first; at most ten. */
      arrivedAs: z
        .array(z.object({ ours: z.string(), theirs: z.string(), messages: count }))
        .optional(),
      firstSentAtMs: timeMs.nullable(),
      lastSentAtMs: timeMs.nullable(),
      nextDueMs: timeMs.nullable(),
    }),
  },
  /** Asks for delivery reports now. Errors: `work_running`. */
  checkReports: { input: z.object({ batch: id.nullable() }).strict(), output: reportsState },
  reportsState: { input: nothing, output: reportsState },
  /** A new draft for those who did not get the message, with the same message. */
  failuresAsDraft: {
    input: z
      .object({ batch: id, states: z.array(z.enum(['failed', 'rejected', 'no_receipt'])).min(1) })
      .strict(),
    output: z.object({ draft: id, rows: count }),
  },
} as const;

/** The events about what became of messages. */
export const historyEvents = {
  reportsChanged: reportsState,
  exportProgress: progress,
} as const;
