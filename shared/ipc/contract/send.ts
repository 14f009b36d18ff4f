/** Sending: the outbox, one send at a time, and what is in doubt. */
import { z } from 'zod';
import {
  appError,
  batchSummary,
  count,
  counts,
  done,
  id,
  microUsd,
  nothing,
  sendWindow,
  stopReason,
  timeMs,
} from './common.ts';

/** What the operator fixed for a send; kept with the list, so that every run of it goes by the same. */
export const planSettings = z
  .object({
    /** The most that the whole list may cost; `null`: no limit. */
    budgetMicro: z.int().nonnegative().nullable(),
    /** One by one, which cannot repeat; `null`: only what is sent again after doubt. */
    safe: z.boolean().nullable(),
    /** Wait for the line and the hours, and go on alone. */
    wait: z.boolean(),
    /** Nothing leaves after this time. */
    notAfterMs: timeMs.nullable(),
    window: sendWindow.nullable(),
    /** Messages in the first request; `null`: the default. */
    canary: z.int().min(1).max(1000).nullable(),
    tolerancePercent: z.number().min(0).max(1000).nullable(),
    maxRequest: z.int().min(1).max(10_000).nullable(),
    lanes: z.int().min(1).max(4).nullable(),
    doubtLimit: z.int().min(1).nullable(),
  })
  .strict();

const snapshot = z.object({
  batch: id,
  name: z.string(),
  phase: z.enum(['starting', 'sending', 'waiting', 'stopping']),
  /** What it waits for. */
  waitingFor: z.enum(['line', 'window', 'api']).nullable(),
  counts,
  total: count,
  /** Requests of this run that reached the wire. */
  requests: count,
  /** In doubt since this run began. */
  inDoubt: count,
  acceptedMicro: microUsd,
  /** Messages settled per second in this run. */
  perSecond: z.number(),
  etaMs: z.number().nullable(),
  startedAtMs: timeMs,
});

const sendState = z.object({
  running: snapshot.nullable(),
  /** Lists that go by themselves when the running one has ended. */
  waiting: z.array(id),
  /** How the last run of this session ended, where it failed before it began. */
  lastError: z.object({ batch: id, error: appError }).nullable(),
});

const decision = z.object({
  atMs: timeMs,
  who: z.string(),
  kind: z.string(),
  why: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const evidence = z.object({
  by: z.enum(['id', 'list']),
  fromMs: timeMs.nullable(),
  toMs: timeMs.nullable(),
  listed: count,
  ids: z.array(z.string()),
  unclear: count,
});

const doubtReport = z.object({
  batch: id,
  confirmed: count,
  notFound: count,
  ambiguous: count,
  decided: count,
  /** Messages of the whole list that are still in doubt. */
  remaining: count,
  listError: appError.nullable(),
  rows: z.array(
    z.object({
      row: count,
      to: z.string(),
      text: z.string(),
      sinceMs: timeMs,
      reason: z.string(),
      probable: z.boolean(),
      outcome: z.enum(['confirmed', 'not_found', 'ambiguous']).nullable(),
      provisionalUntilMs: timeMs.nullable(),
      evidence: evidence.nullable(),
      checkedAtMs: timeMs.nullable(),
      settled: z.enum(['confirmed', 'as_sent', 'send_again']).nullable(),
      id: z.string().nullable(),
    }),
  ),
});

const attention = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('in_doubt'), batch: id, name: z.string(), messages: count }),
  z.object({
    kind: z.literal('stopped'),
    batch: id,
    name: z.string(),
    stopped: stopReason,
    left: count,
  }),
  z.object({ kind: z.literal('reports_due'), batch: id, name: z.string(), messages: count }),
  /** People whose network says that they asked not to be written to, and who are not on the list. */
  z.object({ kind: z.literal('asked_to_stop'), batch: id, name: z.string(), messages: count }),
]);

const batchRef = z.object({ batch: id }).strict();

/** The calls about sending. */
export const sendCalls = {
  /** Every send list, the newest first, but for those being prepared; and what waits for somebody. */
  listOutbox: {
    input: nothing,
    output: z.object({ batches: z.array(batchSummary), attention: z.array(attention) }),
  },
  /** One send list with all that the screens about it need. */
  batch: {
    input: batchRef,
    output: z.object({
      summary: batchSummary,
      plan: planSettings,
      template: z.string().nullable(),
      /** The sender names of its messages; at most ten. */
      senders: z.array(z.string()),
      byCountry: z.array(
        z.object({ country: z.string(), recipients: count, estimateMicro: microUsd.nullable() }),
      ),
      decisions: z.array(decision),
      firstSentAtMs: timeMs.nullable(),
      lastSentAtMs: timeMs.nullable(),
    }),
  },
  setPlan: { input: z.object({ batch: id, plan: planSettings }).strict(), output: done },
  /** What is known before a send: nothing is sent by asking. */
  sendCheck: {
    input: batchRef,
    output: z.object({
      queued: count,
      /** What is queued costs by the price list, without the unpriced. */
      queuedMicro: microUsd,
      unpriced: count,
      /** Of what is queued: to people who are on the do-not-contact list by now, so it will not leave. */
      optedOut: count,
      /** Their part of `queuedMicro`. */
      optedOutMicro: microUsd,
      /** A cap a little above the estimate. */
      suggestedBudgetMicro: microUsd,
      /** Shared with other offices; `null`: not told, or no line. */
      balanceMicro: microUsd.nullable(),
      autoRecharge: z.boolean().nullable(),
      /** When the hours of the plan open next; `null`: open now, or no hours. */
      opensAtMs: timeMs.nullable(),
      /** Messages that can fall into doubt at once. */
      atRisk: count,
    }),
  },
  /**
   * Starts or goes on. `despite` are recorded decisions of the person who is working, for guards that
   * stopped the last run. Errors: `person_missing`, `account_missing`, `api_key_missing`,
   * `work_running` (where it is not told to wait for its turn), `data_frozen`, `batch_state`, `bad_value`
   * (`price` for a list that did not stop because of it, or without a cap).
   */
  startSend: {
    input: z
      .object({
        batch: id,
        plan: planSettings,
        despite: z
          .object({
            /** Go on at the real price. */
            price: z.boolean().optional(),
            /** Also to people who got the same text in the last days. */
            sameText: z.boolean().optional(),
          })
          .strict(),
        why: z.string().max(500),
      })
      .strict(),
    output: sendState,
  },
  /** Settles what is on its way, then pauses; a list that waits for its turn leaves the line. */
  pauseSend: { input: batchRef, output: sendState },
  /** Stops for good: what has not left will never be sent. A recorded decision. */
  cancelSend: { input: z.object({ batch: id, why: z.string().max(500) }).strict(), output: done },
  sendState: { input: nothing, output: sendState },
  /** Deletes a list of which nothing has left. */
  deleteBatch: { input: batchRef, output: done },
  renameBatch: {
    input: z.object({ batch: id, name: z.string().trim().min(1).max(200) }).strict(),
    output: done,
  },
  /** The messages of a list that may have been sent, with the evidence. */
  doubts: { input: batchRef, output: doubtReport },
  /** Asks the API what it took. */
  resolveByList: { input: batchRef, output: doubtReport },
  /** A recorded decision; `rows` `null`: all that are in doubt. */
  decideDoubt: {
    input: z
      .object({
        batch: id,
        rows: z.array(count).min(1).max(1_000_000).nullable(),
        how: z.enum(['as_sent', 'send_again']),
        why: z.string().max(500),
      })
      .strict(),
    output: doubtReport,
  },
} as const;

/** The events about sending. */
export const sendEvents = {
  /** Send lists changed: read them again. */
  batchesChanged: nothing,
  /** Where the send stands; at most a few a second. */
  sendChanged: sendState,
} as const;
