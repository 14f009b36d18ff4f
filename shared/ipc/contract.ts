/**
 * Every call and every event between the window and the main process, once.
 *
 * The preload bridge, the registration in the main process and the renderer's types are derived from
 * this object: adding a call is one entry here and one handler; a missing handler does not compile.
 */
import { z } from 'zod';
import { BATCH_STATES } from '../domain/batch.ts';
import { MESSAGE_STATES } from '../domain/message.ts';

// The window's policy forbids `eval`, which zod would otherwise probe for.
z.config({ jitless: true });

const counts = z.record(z.enum(MESSAGE_STATES), z.int().nonnegative());

const batchSummary = z.object({
  batch: z.string(),
  name: z.string(),
  state: z.enum(BATCH_STATES),
  counts,
  /** micro-USD; `null` where no recipient has a price. */
  estimateMicro: z.int().nullable(),
  acceptedMicro: z.int(),
  chargedMicro: z.int(),
  createdAtMs: z.int(),
});

/** All calls: what goes in, what comes out. */
export const calls = {
  /** The outbox: every batch, newest first. */
  listBatches: {
    input: z.object({}).strict(),
    output: z.array(batchSummary),
  },
  /** What the window shows about itself. */
  appInfo: {
    input: z.object({}).strict(),
    output: z.object({ version: z.string(), dataFolder: z.string() }),
  },
} as const;

/** All events that the main process sends: the outbox changed, so read it again. */
export const events = {
  batchesChanged: z.object({}).strict(),
} as const;
