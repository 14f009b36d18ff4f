import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isFinal,
  MESSAGE_STATES,
  messageStateCode,
  messageStateOf,
  nextMessageState,
  zeroCounts,
} from '../../../../shared/domain/message.ts';
import type { MessageEvent, MessageState } from '../../../../shared/domain/message.ts';
import { printedSeed } from '../../../helpers/seed.ts';

const STAGES = ['accepted', 'with_operator', 'delivered', 'failed'] as const;
const receipt = (stage: (typeof STAGES)[number]): MessageEvent => ({ type: 'receipt', stage });

const EVENTS: Readonly<Record<string, MessageEvent>> = {
  prepared: { type: 'prepared' },
  returned: { type: 'returned' },
  accepted: { type: 'accepted' },
  rejected: { type: 'rejected' },
  doubted: { type: 'doubted' },
  'receipt accepted': receipt('accepted'),
  'receipt with_operator': receipt('with_operator'),
  'receipt delivered': receipt('delivered'),
  'receipt failed': receipt('failed'),
  receipts_over: { type: 'receipts_over' },
  decided_sent: { type: 'decided_sent' },
  decided_again: { type: 'decided_again' },
  doubt_stands: { type: 'doubt_stands' },
  cancelled: { type: 'cancelled' },
};

/** Every way between two states; what is not here does not exist. */
const WAYS: Readonly<Record<MessageState, Readonly<Record<string, MessageState>>>> = {
  queued: { prepared: 'sending', doubt_stands: 'in_doubt', cancelled: 'cancelled' },
  sending: {
    returned: 'queued',
    accepted: 'accepted',
    rejected: 'rejected',
    doubted: 'in_doubt',
    doubt_stands: 'in_doubt',
  },
  accepted: {
    'receipt with_operator': 'with_operator',
    'receipt delivered': 'delivered',
    'receipt failed': 'failed',
    receipts_over: 'no_receipt',
  },
  with_operator: {
    'receipt delivered': 'delivered',
    'receipt failed': 'failed',
    receipts_over: 'no_receipt',
  },
  delivered: {},
  failed: { 'receipt delivered': 'delivered' },
  no_receipt: { 'receipt delivered': 'delivered', 'receipt failed': 'failed' },
  rejected: {},
  in_doubt: { accepted: 'accepted', decided_sent: 'accepted', decided_again: 'queued' },
  cancelled: {},
};

describe('every event in every state', () => {
  test.each(MESSAGE_STATES)('%s', (state) => {
    const found = Object.entries(EVENTS).map(([name, event]) => [
      name,
      nextMessageState(state, event),
    ]);
    const expected = Object.keys(EVENTS).map((name) => [name, WAYS[state][name] ?? null]);
    expect(found).toEqual(expected);
  });
});

/** How far a message has come, as an operator sees it. */
const PROGRESS: Partial<Record<MessageState, number>> = {
  accepted: 1,
  with_operator: 2,
  no_receipt: 3,
  failed: 4,
  delivered: 5,
};

test('no sequence of receipts moves a message backwards', () => {
  const event = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...STAGES).map(receipt) },
    { weight: 1, arbitrary: fc.constant<MessageEvent>({ type: 'receipts_over' }) },
  );
  const property = fc.property(fc.array(event, { maxLength: 20 }), (events) => {
    let state: MessageState = 'accepted';
    const seen: MessageState[] = [state];
    for (const one of events) {
      state = nextMessageState(state, one) ?? state;
      seen.push(state);
    }
    const progress = seen.map((each) => PROGRESS[each] ?? -1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    // The most advanced receipt wins, in whatever order they came.
    const stages = events.map((one) => (one.type === 'receipt' ? one.stage : 'no_receipt'));
    const best = Math.max(1, ...stages.map((stage) => PROGRESS[stage] ?? -1));
    expect(PROGRESS[state]).toBe(best);
  });
  fc.assert(property, { numRuns: 20_000, seed: printedSeed('receipts') });
});

test('a receipt never touches a message that was not accepted', () => {
  for (const state of ['queued', 'sending', 'rejected', 'in_doubt', 'cancelled'] as const) {
    expect(STAGES.map((stage) => nextMessageState(state, receipt(stage)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  }
});

test('only a recorded decision queues a message again that may have been sent', () => {
  const causes = MESSAGE_STATES.filter((state) => state !== 'sending').flatMap((state) =>
    Object.keys(EVENTS).filter(
      (name) => nextMessageState(state, EVENTS[name] as MessageEvent) === 'queued',
    ),
  );
  expect(causes).toEqual(['decided_again']);
});

test('final states are those that only a late receipt may still change', () => {
  expect(MESSAGE_STATES.filter(isFinal)).toEqual([
    'delivered',
    'failed',
    'no_receipt',
    'rejected',
    'cancelled',
  ]);
});

describe('stored codes', () => {
  test('are as they were: databases hold them', () => {
    expect(MESSAGE_STATES.map(messageStateCode)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(messageStateCode('in_doubt')).toBe(8);
    expect(MESSAGE_STATES.map((state) => messageStateOf(messageStateCode(state)))).toEqual(
      MESSAGE_STATES,
    );
    expect(messageStateOf(0)).toBe('queued');
  });

  test.each([-1, 10, 0.5])('%d is a damaged database', (code) => {
    expect(() => messageStateOf(code)).toThrow('unknown message state code');
  });

  test('counts name every state', () => {
    expect(Object.keys(zeroCounts())).toEqual([...MESSAGE_STATES]);
    expect(Object.values(zeroCounts()).every((count) => count === 0)).toBe(true);
  });
});
