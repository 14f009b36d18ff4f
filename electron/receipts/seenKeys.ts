/** Which messages were seen: one bit each, because a walk through the list may see a million. */
import { batchKeyOf, seqOf } from '../db/keys.ts';

/** A set of message keys. */
export interface SeenKeys {
  /** Adds a key; false where it was in already. */
  add(key: number): boolean;
  has(key: number): boolean;
}

/** An empty set. */
export function createSeenKeys(): SeenKeys {
  const byBatch = new Map<number, Uint8Array>();
  return {
    add: (key) => {
      const seq = seqOf(key);
      const bits = bitsFor(byBatch, batchKeyOf(key), seq);
      const old = bits[seq >> 3] ?? 0;
      const bit = 1 << (seq & 7);
      bits[seq >> 3] = old | bit;
      return (old & bit) === 0;
    },
    has: (key) => {
      const seq = seqOf(key);
      const byte = byBatch.get(batchKeyOf(key))?.[seq >> 3] ?? 0;
      return (byte & (1 << (seq & 7))) !== 0;
    },
  };
}

/** The bits of a batch, doubled until `seq` fits. */
function bitsFor(byBatch: Map<number, Uint8Array>, batchKey: number, seq: number): Uint8Array {
  const known = byBatch.get(batchKey);
  if (known !== undefined && seq >> 3 < known.length) return known;
  let length = known?.length ?? 1024;
  while (seq >> 3 >= length) length *= 2;
  const bits = new Uint8Array(length);
  if (known !== undefined) bits.set(known);
  byBatch.set(batchKey, bits);
  return bits;
}
