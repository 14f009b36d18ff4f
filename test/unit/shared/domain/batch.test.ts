import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_STATES, isSent, nextBatchState } from '../../../../shared/domain/batch.ts';
import type { BatchEvent, BatchState } from '../../../../shared/domain/batch.ts';
import { MESSAGE_STATES, zeroCounts } from '../../../../shared/domain/message.ts';
import { printedSeed } from '../../../helpers/seed.ts';

const EVENTS = ['drafted', 'readied', 'send_started', 'stopped', 'finished', 'reopened'] as const;

/** Every way between two states; what is not here does not exist. */
const WAYS: Readonly<Record<BatchState, Partial<Record<BatchEvent['type'], BatchState>>>> = {
  importing: { drafted: 'draft', readied: 'ready' },
  draft: { readied: 'ready' },
  ready: { send_started: 'sending', stopped: 'paused', finished: 'done' },
  sending: { send_started: 'sending', stopped: 'paused', finished: 'done' },
  paused: { send_started: 'sending', stopped: 'paused', finished: 'done', reopened: 'paused' },
  done: { finished: 'done', reopened: 'paused' },
};

describe('every event in every state', () => {
  test.each(BATCH_STATES)('%s', (state) => {
    const found = EVENTS.map((type) => [type, nextBatchState(state, { type })]);
    expect(found).toEqual(EVENTS.map((type) => [type, WAYS[state][type] ?? null]));
  });
});

test('a batch that left is never prepared again, and nothing sends it before it is ready', () => {
  const property = fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (types) => {
    const seen: BatchState[] = ['importing'];
    for (const type of types) {
      const state = seen.at(-1) as BatchState;
      seen.push(nextBatchState(state, { type }) ?? state);
    }
    const left = seen.findIndex((state) => ['sending', 'paused', 'done'].includes(state));
    const after = left < 0 ? [] : seen.slice(left);
    expect(after.filter((state) => ['importing', 'draft', 'ready'].includes(state))).toEqual([]);
    expect(left < 0 || seen[left - 1] === 'ready').toBe(true);
  });
  fc.assert(property, { numRuns: 10_000, seed: printedSeed('batches') });
});

test('a batch is sent when nothing is queued or in flight', () => {
  expect(isSent(zeroCounts())).toBe(true);
  const notSent = MESSAGE_STATES.filter((state) => !isSent({ ...zeroCounts(), [state]: 1 }));
  expect(notSent).toEqual(['queued', 'sending']);
});
