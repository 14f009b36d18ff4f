/** The single call: verdicts, and what a `clientDedup` makes of doubt. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SingleMessage, SingleVerdict } from '../../electron/api/types.ts';
import { judgeSingle } from '../../electron/api/verdict.ts';
import { type ApiLine, openLine } from '../helpers/apiLine.ts';
import type { Fault } from '../helpers/truthGateway.ts';

const nothing = (): void => undefined;

let line: ApiLine;
let serial = 0;
beforeAll(async () => {
  line = await openLine({ tls: true, refuse: ({ text }) => (text === 'bad' ? 'no route' : null) });
});
afterAll(() => line.close());

const newMessage = (fields: Partial<SingleMessage> = {}): SingleMessage => ({
  to: '639171234567',
  from: 'Postbag',
  message: 'Kumusta – ni hao 你好',
  clientDedup: `postbag:0190:${(serial += 1)}:0`,
  ...fields,
});

async function call(message: SingleMessage, fault: Fault = 'none'): Promise<SingleVerdict> {
  line.gateway.plan([fault]);
  const lane = line.client.openLane();
  const exchange = await lane.single(line.client.singleBody(message), nothing);
  await lane.destroy();
  return judgeSingle(exchange, message);
}

const taken = (message: SingleMessage): number =>
  line.gateway.truth.filter(({ clientDedup }) => clientDedup === message.clientDedup).length;

describe('the single call', () => {
  test('carries the fields of [O], and nothing that was not given', async () => {
    const message = newMessage({ clientRef: 'row 7' });
    await call(message);
    expect(line.gateway.requests.at(-1)).toMatchObject({
      path: '/v1/sms/phonenumber',
      json: {
        orgId: line.gateway.org,
        from: 'Postbag',
        message: message.message,
        fullPhoneNumber: '639171234567',
        clientDedup: message.clientDedup,
        clientRef: 'row 7',
      },
    });
    const bare = newMessage({ clientDedup: null });
    await call(bare);
    expect(Object.keys(line.gateway.requests.at(-1)?.json as object)).toEqual([
      'orgId',
      'from',
      'message',
      'fullPhoneNumber',
    ]);
  });

  test('200: accepted, with its id', async () => {
    const message = newMessage();
    const verdict = await call(message);
    const id = line.gateway.truth.at(-1)?.id;
    expect(verdict).toMatchObject({ kind: 'accepted', id, repeated: false, estimateMicro: 20_000 });
  });

  test('409: the original, sent once', async () => {
    const message = newMessage();
    const first = await call(message);
    const second = await call(message);
    expect(first).toMatchObject({ kind: 'accepted', repeated: false });
    expect(second).toMatchObject({ kind: 'accepted', repeated: true });
    expect(second).toHaveProperty('id', first.kind === 'accepted' ? first.id : null);
    expect(taken(message)).toBe(1);
  });

  test.each(['to', 'message'] as const)(
    '409 of another %s under our key: in doubt, and not to be repeated',
    async (field) => {
      const theirs = newMessage();
      await call(theirs);
      const ours = { ...theirs, [field]: field === 'to' ? '639179999999' : 'something else' };
      expect(await call(ours)).toMatchObject({
        kind: 'in_doubt',
        reason: 'not_ours',
        retryable: false,
      });
    },
  );

  test.each([
    'close_after_body_accepted',
    'reset_after_body_accepted',
    'stall_accepted',
    'ok_truncated',
    'ok_html',
    'ok_empty',
    'status_500_accepted',
    'status_503_html_accepted',
    'status_429_html_accepted',
    'close_before_body',
    'reset_during_body',
    'status_502',
  ] as const)('%s: in doubt, and repeating it settles it with one message sent', async (fault) => {
    const message = newMessage();
    expect(await call(message, fault)).toMatchObject({ kind: 'in_doubt', retryable: true });
    expect(await call(message)).toMatchObject({ kind: 'accepted' });
    expect(taken(message)).toBe(1);
  });

  test('without a clientDedup, doubt is not to be repeated', async () => {
    expect(
      await call(newMessage({ clientDedup: null }), 'close_after_body_accepted'),
    ).toMatchObject({ kind: 'in_doubt', retryable: false });
  });

  test('400 in the words of the API: this message is rejected', async () => {
    const message = newMessage({ message: 'bad' });
    expect(await call(message)).toEqual({ kind: 'rejected', error: 'no route' });
    expect(taken(message)).toBe(0);
  });

  test.each([
    ['status_401', 'stop'],
    ['status_404_html', 'stop'],
    ['status_413', 'stop'],
    ['status_402', 'balance'],
    ['status_429', 'wait'],
  ] as const)('%s: refused, %s', async (fault, action) => {
    const message = newMessage();
    expect(await call(message, fault)).toMatchObject({ kind: 'refused', action });
    expect(taken(message)).toBe(0);
  });

  test('nobody listens: not sent', async () => {
    await line.gateway.stopListening();
    expect(await call(newMessage())).toEqual({
      kind: 'not_sent',
      code: 'ECONNREFUSED',
      stop: false,
    });
    await line.gateway.startListening();
  });
});
