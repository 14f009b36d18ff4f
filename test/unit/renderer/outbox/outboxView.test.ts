/** What the outbox says of a send list. */
import { describe, expect, test } from 'vitest';
import {
  addressOf,
  costOf,
  draftAddress,
  lastSent,
  leftOf,
  pageStart,
  sentOf,
  standing,
  type Batch,
  type Draft,
} from '../../../../renderer/screens/outbox/outboxView.ts';
import { zeroCounts, type MessageCounts } from '../../../../shared/domain/message.ts';

function batchWith(
  state: Batch['state'],
  counts: Partial<MessageCounts>,
  more?: Partial<Batch>,
): Batch {
  return {
    batch: '0193',
    name: 'Parents',
    source: 'parents.xlsx',
    state,
    stopped: null,
    counts: { ...zeroCounts(), ...counts },
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    estimateMicro: 20_000,
    unpriced: 0,
    acceptedMicro: 0,
    chargedMicro: 0,
    createdAtMs: 0,
    readyAtMs: null,
    doneAtMs: null,
    ...more,
  };
}

test('every message is counted as sent, left, or neither', () => {
  const counts = {
    queued: 1,
    sending: 2,
    accepted: 4,
    with_operator: 8,
    delivered: 16,
    failed: 32,
    no_receipt: 64,
    rejected: 128,
    in_doubt: 256,
    cancelled: 512,
  };
  expect(sentOf(counts)).toBe(4 + 8 + 16 + 32 + 64);
  expect(leftOf(counts)).toBe(1 + 2);
});

describe('where a list stands', () => {
  test.each([
    ['ready', { queued: 5 }, 'outbox.standing_ready', { total: 5 }],
    ['sending', { queued: 5, accepted: 3 }, 'outbox.standing_sending', { sent: 3, total: 8 }],
    ['paused', { queued: 5, accepted: 3 }, 'outbox.standing_stopped', { sent: 3, left: 5 }],
    [
      'paused',
      { queued: 5, accepted: 3, in_doubt: 2 },
      'outbox.standing_stopped_doubt',
      { sent: 3, doubt: 2, left: 5 },
    ],
    [
      'done',
      { accepted: 3 },
      'outbox.standing_done',
      { sent: 3, delivered: 0, failed: 0, notSent: 0 },
    ],
    [
      'done',
      { delivered: 3, failed: 1, cancelled: 4 },
      'outbox.standing_done',
      { sent: 4, delivered: 3, failed: 1, notSent: 4 },
    ],
    [
      'done',
      { accepted: 3, cancelled: 4 },
      'outbox.standing_done_refused',
      { sent: 3, notSent: 4 },
    ],
    ['done', { delivered: 3, in_doubt: 1 }, 'outbox.standing_done_doubt', { sent: 3, doubt: 1 }],
  ] as const)('%s with %j', (state, counts, id, values) => {
    expect(standing(batchWith(state, counts))).toEqual({ id, values });
  });
});

describe('the cost', () => {
  test('is the surest figure that there is', () => {
    const money = { acceptedMicro: 7, chargedMicro: 9 };
    expect(costOf(batchWith('ready', {}, { unpriced: 2 }))).toEqual({
      kind: 'estimate',
      micro: 20_000,
      unpriced: 2,
    });
    expect(costOf(batchWith('sending', {}, money))).toEqual({ kind: 'accepted', micro: 7 });
    expect(costOf(batchWith('done', {}, money))).toEqual({ kind: 'charged', micro: 9 });
  });
});

test('a name leads to where the list goes on', () => {
  expect(addressOf(batchWith('ready', {}))).toBe('/batch/0193/send');
  expect(addressOf(batchWith('paused', {}))).toBe('/batch/0193/send');
  expect(addressOf(batchWith('done', {}))).toBe('/batch/0193/reports');
});

test('a draft goes on at the first step that is not finished', () => {
  const read = { recipients: 2, reasons: [{ reason: 'duplicate', rows: 1 }] };
  const draft = (built: unknown, template: string, textFrom = 'template'): Draft =>
    ({ draft: 'd', built, settings: { template, textFrom } }) as unknown as Draft;
  expect(draftAddress(draft(null, 'Hello'))).toBe('/draft/d/list');
  expect(draftAddress(draft(read, ' '))).toBe('/draft/d/message');
  expect(draftAddress(draft(read, '', 'column'))).toBe('/draft/d/preview');
  expect(draftAddress(draft(read, 'Hello'))).toBe('/draft/d/preview');
});

test('a list that nobody can be reached of, or whose country is asked for, goes on at the list', () => {
  const draft = (recipients: number, reason: string): Draft =>
    ({
      draft: 'd',
      built: { recipients, reasons: [{ reason, rows: 2 }] },
      settings: { template: 'Hello', textFrom: 'template' },
    }) as unknown as Draft;
  expect(draftAddress(draft(0, 'letters'))).toBe('/draft/d/list');
  expect(draftAddress(draft(1, 'country_needed'))).toBe('/draft/d/list');
  expect(draftAddress(draft(1, 'letters'))).toBe('/draft/d/preview');
});

test('what is repeated is the newest list of which something has left', () => {
  const ready = batchWith('ready', { queued: 3 });
  const done = batchWith('done', { delivered: 3 }, { batch: 'newest' });
  const older = batchWith('done', { delivered: 3 }, { batch: 'older' });
  expect(lastSent([ready, done, older])?.batch).toBe('newest');
  expect(lastSent([ready])).toBeNull();
});

test('a page that is not there any more is the last one', () => {
  expect(pageStart(0, 0, 50)).toBe(0);
  expect(pageStart(50, 120, 50)).toBe(50);
  expect(pageStart(100, 100, 50)).toBe(50);
  expect(pageStart(100, 20, 50)).toBe(0);
});
