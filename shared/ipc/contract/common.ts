/** Pieces that several areas of the contract share. */
import { z } from 'zod';
import { BATCH_STATES, type StopReason } from '../../domain/batch.ts';
import { MESSAGE_STATES } from '../../domain/message.ts';
import type { AppError } from '../../errors.ts';

// The window's policy forbids `eval`, which zod would otherwise probe for.
z.config({ jitless: true });

/** The input of a call that needs none. */
export const nothing = z.object({}).strict();

/** The output of a call that only does something. */
export const done = z.object({}).strict();

/** A batch's or a draft's id: a UUIDv7. */
export const id = z.uuid();

/** An amount in whole micro-USD. */
export const microUsd = z.int();

/** UTC milliseconds. */
export const timeMs = z.int();

/** A place in a list, or a number of things. */
export const count = z.int().nonnegative();

/** How many messages are in each state. */
export const counts = z.record(z.enum(MESSAGE_STATES), count);

/** A country: ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/u);

/** Only for outputs: what the main process says is typed at its source. */
const isTagged =
  (tag: string) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, tag);

/** Why a send stopped. */
export const stopReason = z.custom<StopReason>(isTagged('reason'));

/** An expected failure that is part of an answer. */
export const appError = z.custom<AppError>(isTagged('kind'));

/** The hours of the day in which messages may leave. */
export const sendWindow = z
  .object({ fromHour: z.int().min(0).max(23), toHour: z.int().min(0).max(24) })
  .strict();

/** One send list as lists of them show it. */
export const batchSummary = z.object({
  batch: id,
  name: z.string(),
  /** The name of the file that it came from. */
  source: z.string(),
  state: z.enum(BATCH_STATES),
  /** Why the last send run stopped, if it did. */
  stopped: stopReason.nullable(),
  counts,
  /** Messages altogether. */
  total: count,
  /** What was agreed to when sending began; before that by the current price list. */
  estimateMicro: microUsd,
  /** Recipients without a price: not in the estimate. */
  unpriced: count,
  /** What the API answered for the messages that it accepted. */
  acceptedMicro: microUsd,
  /** What the delivery reports say was charged. */
  chargedMicro: microUsd,
  createdAtMs: timeMs,
  readyAtMs: timeMs.nullable(),
  doneAtMs: timeMs.nullable(),
});

/** A window on long work: how much of how much. */
export const progress = z.object({ done: count, total: count });
