/** Both generations of status fields, the pages of the list, and the balance. */
import { describe, expect, test } from 'vitest';
import { readBalance, readListPage, readStatus } from '../../../../electron/api/schemas.ts';

/** The support page's own sample. */
const SAMPLE_S = {
  id: 'SMS20190701T053121-123-1235-0',
  direction: 'egress',
  created: '2019-07-01T05:31:21.814069Z',
  sender: 'engageSPARK',
  recipient: '639123456789',
  contactId: 0,
  engagementId: 0,
  pricePerPart: 20_000,
  successPartCount: 1,
  successT: '2019-07-01T05:31:23.187897Z',
  message: 'Test',
  deliveredToVendor: true,
  deliveredByVendor: true,
  firstName: '',
  lastName: '',
  fullPhoneNumber: '',
};

describe('a status', () => {
  test("the support page's own sample", () => {
    expect(readStatus(SAMPLE_S)).toEqual({
      id: 'SMS20190701T053121-123-1235-0',
      direction: 'outbound',
      recipient: '639123456789',
      text: 'Test',
      sender: 'engageSPARK',
      createdMs: Date.UTC(2019, 6, 1, 5, 31, 21, 814),
      stage: 'delivered',
      deliveredAtMs: Date.UTC(2019, 6, 1, 5, 31, 23, 187),
      chargedMicro: 20_000,
      deliveryError: null,
      final: true,
    });
  });

  test('an id is all it needs', () => {
    expect(readStatus({ id: 'x' })).toEqual({
      id: 'x',
      direction: null,
      recipient: null,
      text: null,
      sender: null,
      createdMs: null,
      stage: 'accepted',
      deliveredAtMs: null,
      chargedMicro: null,
      deliveryError: null,
      final: false,
    });
  });

  test.each([
    [
      '[S] handed over',
      { deliveredToVendor: true, deliveredByVendor: false },
      'with_operator',
      false,
    ],
    ['[S] delivered', { deliveredToVendor: true, deliveredByVendor: true }, 'delivered', true],
    [
      '[O] handed over',
      { deliveredToTelco: true, deliveredToPhone: 'unknown' },
      'with_operator',
      false,
    ],
    ['[O] delivered', { deliveredToPhone: 'confirmed', done: true }, 'delivered', true],
    ['[O] failed', { deliveredToPhone: 'failed', deliveryError: 'expired' }, 'failed', true],
    ['[O] failed, no reason', { deliveredToPhone: 'failed' }, 'failed', true],
    ['an error, done', { error: 'blocked', done: true }, 'failed', true],
    ['an error, not done', { error: 'blocked', done: false }, 'accepted', false],
    ['an error, handed over', { error: 'x', deliveredToTelco: true }, 'with_operator', false],
    ['done without a receipt', { done: true, deliveredToTelco: true }, 'with_operator', true],
    [
      'no receipt is no failure',
      { deliveredByVendor: false, deliveredToPhone: 'unknown' },
      'accepted',
      false,
    ],
    [
      'the newer field wins',
      { deliveredByVendor: true, deliveredToPhone: 'failed' },
      'failed',
      true,
    ],
    [
      'odd types are unknown',
      { deliveredToTelco: 'true', deliveredToPhone: true, done: 1 },
      'accepted',
      false,
    ],
  ] as const)('%s', (_, fields, stage, final) => {
    expect(readStatus({ id: 'x', ...fields })).toMatchObject({ stage, final });
  });

  test.each([
    [
      'the delivery error',
      { deliveredToPhone: 'failed', deliveryError: 'no route', error: 'y' },
      'no route',
    ],
    ['else the error', { done: true, deliveryError: '', error: 'blocked\n' }, 'blocked'],
    ['none where it did not fail', { error: 'warning', deliveredToTelco: true }, null],
  ])('why: %s', (_, fields, deliveryError) => {
    expect(readStatus({ id: 'x', ...fields })).toMatchObject({ deliveryError });
  });

  test.each([
    ['the total', { chargedMicro: 70_000, pricePerPart: 1, successPartCount: 1 }, 70_000],
    ['refunded', { chargedMicro: 0, pricePerPart: 20_000, successPartCount: 2 }, 0],
    ['price by parts', { pricePerPart: 20_000, successPartCount: 3 }, 60_000],
    ['no part yet', { pricePerPart: 20_000, successPartCount: 0 }, null],
    ['no price', { pricePerPart: 0, successPartCount: 2 }, null],
    ['as text', { chargedMicro: '70000' }, 70_000],
    ['a fraction', { chargedMicro: 0.5 }, null],
    ['negative', { chargedMicro: -5 }, null],
    ['never from the rounded text', { estimate: '0.02' }, null],
  ])('charged: %s', (_, fields, chargedMicro) => {
    expect(readStatus({ id: 'x', ...fields })).toMatchObject({ chargedMicro });
  });

  test('a recipient with + or as a number', () => {
    expect(readStatus({ id: 'x', recipient: '+639171234567' })?.recipient).toBe('639171234567');
    expect(readStatus({ id: 'x', recipient: 639_171_234_567 })?.recipient).toBe('639171234567');
    expect(readStatus({ id: 'x', recipient: '' })?.recipient).toBeNull();
  });

  test.each([
    [null],
    [[]],
    ['x'],
    [{}],
    [{ id: '' }],
    [{ id: null }],
    [{ id: {} }],
    [JSON.parse('{"__proto__":{"id":"x"}}')],
  ])('no id, no status: %j', (json) => {
    expect(readStatus(json)).toBeNull();
  });
});

describe('a page of the list', () => {
  const messages = [{ id: 'a' }, { id: '' }, { id: 'b' }];

  test('by cursor', () => {
    const page = readListPage({ messages, hasNextPage: true, nextPage: 'b' }, { after: 'z' });
    expect(page).toMatchObject({ messages: { length: 2 }, unreadable: 1, next: { after: 'b' } });
    expect(readListPage({ messages, hasNextPage: false, nextPage: 'b' }, {})?.next).toBeNull();
    expect(readListPage({ messages }, {})?.next).toBeNull();
  });

  test('a cursor inside an address', () => {
    const nextPage = 'https://api.test/v1/organizations/1/messages/?limit=2&after=b%2F1';
    expect(readListPage({ messages, hasNextPage: true, nextPage }, {})?.next).toEqual({
      after: 'b/1',
    });
  });

  test.each([
    ['more, but no cursor', { messages, hasNextPage: true }, {}],
    ['more, by the same cursor', { messages, hasNextPage: true, nextPage: 'b' }, { after: 'b' }],
    ['the paged form for a cursor', { messages, paged: true }, {}],
  ])('what cannot be walked on must not pass for the end: %s', (_, json, query) => {
    expect(readListPage(json, query)).toBeNull();
  });

  test('by number: until a page is empty, or says that it is the last', () => {
    expect(readListPage({ messages, paged: true }, { page: 3 })?.next).toEqual({ page: 4 });
    expect(readListPage({ messages: [], paged: true }, { page: 3 })?.next).toBeNull();
    expect(readListPage({ messages, hasNextPage: false }, { page: 3 })?.next).toBeNull();
  });

  test.each([[null], [[]], [{}], [{ messages: null }], [{ messages: {} }]])(
    'no known shape: %j',
    (json) => {
      expect(readListPage(json, {})).toBeNull();
    },
  );
});

describe('a balance', () => {
  test('in micro-USD, a debt negative', () => {
    const json = {
      balance: 12.5,
      balanceMicro: -12_500_000,
      balanceHuman: '$12.50',
      autoRecharge: true,
      autoRechargeThreshold: 10.5,
      autoRechargeAmount: '50',
    };
    expect(readBalance(json)).toEqual({
      balanceMicro: -12_500_000,
      autoRecharge: true,
      autoRechargeThreshold: 10.5,
      autoRechargeAmount: 50,
    });
    expect(readBalance({ balanceMicro: '7' })).toMatchObject({
      balanceMicro: 7,
      autoRecharge: null,
      autoRechargeThreshold: null,
    });
  });

  test.each([[null], [{}], [{ balance: 12 }], [{ balanceMicro: 1.5 }], [{ balanceMicro: 'x' }]])(
    'no known shape: %j',
    (json) => {
      expect(readBalance(json)).toBeNull();
    },
  );
});
