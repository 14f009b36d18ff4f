import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiStatus } from '../../../../electron/api/types.ts';
import type { KnownMessage } from '../../../../electron/db/receipts.ts';
import { statusChange } from '../../../../electron/receipts/change.ts';
import { MESSAGE_STATES } from '../../../../shared/domain/message.ts';
import type { MessageState, ReceiptStage } from '../../../../shared/domain/message.ts';
import { printedSeed } from '../../../helpers/seed.ts';

const KNOWN: KnownMessage = {
  key: 1,
  state: 'accepted',
  recipient: 254_771_234_567,
  chargedMicro: null,
  deliveredAtMs: null,
  error: null,
  warning: null,
  sender: 'OFFICE',
  text: 'Hello Ann',
};

const STATUS: ApiStatus = {
  id: 'SMS1',
  direction: 'outbound',
  recipient: '254771234567',
  text: 'Hello Ann',
  sender: 'OFFICE',
  createdMs: 1000,
  stage: 'accepted',
  deliveredAtMs: null,
  chargedMicro: null,
  deliveryError: null,
  final: false,
};

const changed = (known: Partial<KnownMessage>, status: Partial<ApiStatus>) =>
  statusChange({ ...KNOWN, ...known }, { ...STATUS, ...status });

describe('a status', () => {
  test('that says nothing new changes nothing', () => {
    expect(changed({}, {})).toEqual({ receipt: null, warnings: [] });
  });

  test('moves the message on, with the time of delivery and the charge', () => {
    const { receipt } = changed(
      { state: 'with_operator' },
      { stage: 'delivered', deliveredAtMs: 5000, chargedMicro: 34_500 },
    );
    const expected = { state: 'delivered', deliveredAtMs: 5000, chargedMicro: 34_500, error: null };
    expect(receipt).toMatchObject(expected);
  });

  test('that is old does not move it back, but its charge counts', () => {
    const { receipt } = changed(
      { state: 'delivered', deliveredAtMs: 5000 },
      { stage: 'with_operator', chargedMicro: 34_500, deliveredAtMs: 9000 },
    );
    expect(receipt).toMatchObject({
      state: 'delivered',
      deliveredAtMs: 5000,
      chargedMicro: 34_500,
    });
  });

  test('without a charge does not forget the one that is known', () => {
    const { receipt } = changed({ chargedMicro: 20_000 }, { stage: 'delivered' });
    expect(receipt?.chargedMicro).toBe(20_000);
  });

  test('with a refund replaces the charge', () => {
    const { receipt } = changed({ chargedMicro: 20_000 }, { stage: 'failed', chargedMicro: 0 });
    expect(receipt?.chargedMicro).toBe(0);
  });

  test('of a failure says why; a late delivery removes it', () => {
    const failed = changed({}, { stage: 'failed', deliveryError: 'contact absent' });
    expect(failed.receipt).toMatchObject({ state: 'failed', error: 'contact absent' });
    const late = changed({ state: 'failed', error: 'contact absent' }, { stage: 'delivered' });
    expect(late.receipt).toMatchObject({ state: 'delivered', error: null });
  });

  test('repairs what had no receipt in time', () => {
    expect(changed({ state: 'no_receipt' }, { stage: 'delivered' }).receipt?.state).toBe(
      'delivered',
    );
    expect(changed({ state: 'no_receipt' }, { stage: 'with_operator' }).receipt).toBeNull();
  });
});

describe('an odd answer', () => {
  test.each([
    [{ recipient: '254771234568' }, 'recipient_differs'],
    [{ text: 'Hello Bob' }, 'text_differs'],
    [{ sender: '22210' }, 'sender_changed'],
  ] as const)('%j is a warning that stays with the message', (status, warning) => {
    const { receipt, warnings } = changed({}, status);
    expect(warnings).toEqual([warning]);
    expect(receipt).toMatchObject({ state: 'accepted', warning });
  });

  test('is written once', () => {
    const { receipt, warnings } = changed({ warning: 'sender_changed' }, { sender: '22210' });
    expect(warnings).toEqual(['sender_changed']);
    expect(receipt).toBeNull();
  });

  test('adds to the oddities that are known', () => {
    const { receipt } = changed({ warning: 'sender_changed' }, { text: 'Hello Bob' });
    expect(receipt?.warning).toBe('sender_changed,text_differs');
  });

  test.each([
    { recipient: null, text: null, sender: null },
    { recipient: '+254771234567' },
    { text: 'Hello\r\n Ann ' },
  ])('is not: %j', (status) => {
    expect(changed({}, status).warnings).toEqual([]);
  });
});

const STAGES: readonly ReceiptStage[] = ['accepted', 'with_operator', 'delivered', 'failed'];
const RANK: readonly MessageState[] = [
  'accepted',
  'with_operator',
  'no_receipt',
  'failed',
  'delivered',
];

const statuses = fc.array(
  fc.record({
    stage: fc.constantFrom(...STAGES),
    chargedMicro: fc.option(fc.nat(100_000)),
    deliveredAtMs: fc.option(fc.nat(100_000)),
    deliveryError: fc.option(fc.string()),
    recipient: fc.option(fc.constantFrom('254771234567', '1', 'x')),
    text: fc.option(fc.string()),
    sender: fc.option(fc.string()),
  }),
);

describe('any sequence of statuses', () => {
  const seed = printedSeed('receipts');

  test('never moves a message backwards, nor loses a charge or a delivery time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RANK), statuses, (state, list) => {
        let known: KnownMessage = { ...KNOWN, state };
        for (const status of list) {
          const { receipt } = statusChange(known, { ...STATUS, ...status });
          const next = { ...known, ...receipt };
          expect(RANK.indexOf(next.state)).toBeGreaterThanOrEqual(RANK.indexOf(known.state));
          expect(next.chargedMicro).toBe(status.chargedMicro ?? known.chargedMicro);
          expect(next.deliveredAtMs).toBe(known.deliveredAtMs ?? next.deliveredAtMs);
          expect(next.state === 'delivered' && next.error !== null).toBe(false);
          known = next;
        }
      }),
      { seed },
    );
  });

  test('leaves messages alone that were not accepted', () => {
    const others = MESSAGE_STATES.filter((state) => !RANK.includes(state));
    fc.assert(
      fc.property(fc.constantFrom(...others), statuses, (state, list) => {
        for (const status of list) {
          const { receipt } = statusChange({ ...KNOWN, state }, { ...STATUS, ...status });
          expect(receipt?.state ?? state).toBe(state);
        }
      }),
      { seed },
    );
  });
});
