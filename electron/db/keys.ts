/**
 * A message's key: `batchKey * 2^24 + seq`.
 *
 * A batch is one contiguous range of keys, so an offset in it is a key and no index by batch is
 * needed. Plain arithmetic, because bit operators cut numbers to 32 bits.
 */

/** The largest seq, and so the most messages that one batch can hold. */
export const MAX_SEQ = 2 ** 24 - 1;

const SEQS = 2 ** 24;
/** Above this a key would no longer be an exact JavaScript number. */
const MAX_BATCH_KEY = 2 ** 29 - 1;

/** The keys of one batch, both ends included. */
export interface KeyRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The key of the message `seq` (1 … MAX_SEQ) of a batch.
 *
 * @throws RangeError where the result would not be an exact key: a bug of the caller.
 */
export function messageKey(batchKey: number, seq: number): number {
  if (!Number.isInteger(batchKey) || batchKey < 1 || batchKey > MAX_BATCH_KEY) {
    throw new RangeError(`batch key out of range: ${batchKey}`);
  }
  if (!Number.isInteger(seq) || seq < 1 || seq > MAX_SEQ) {
    throw new RangeError(`seq out of range: ${seq}`);
  }
  return batchKey * SEQS + seq;
}

/** The place of a message in its batch, from 1. */
export function seqOf(key: number): number {
  return key % SEQS;
}

/** The batch of a message. */
export function batchKeyOf(key: number): number {
  return Math.floor(key / SEQS);
}

/** Every key that a batch can have. */
export function keyRange(batchKey: number): KeyRange {
  return { first: messageKey(batchKey, 1), last: messageKey(batchKey, MAX_SEQ) };
}
