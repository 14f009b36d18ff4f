/** The judges, on exchanges made by hand: what the wire tests do not reach. */
import { describe, expect, test } from 'vitest';
import { judgeBulk, judgeSingle } from '../../../../electron/api/verdict.ts';
import { bulkAnswer, ENDED_AT_MS, entryOf, exchangeOf } from '../../../helpers/exchanges.ts';

const three = [entryOf(0), entryOf(1), entryOf(2)];
const judge3 = (body: unknown) => judgeBulk(exchangeOf({ body }), 3);

describe('an accepted bulk answer', () => {
  test("the support page's own sample", () => {
    expect(judge3(bulkAnswer(three))).toEqual({
      kind: 'accepted',
      rows: [0, 1, 2].map((i) => ({
        id: `SMS20190701T053121-123-${1235 + i}-${i}`,
        error: null,
        estimateMicro: 20_000,
      })),
      estimateMicro: 60_000,
      deadlineMs: Date.UTC(2019, 6, 2, 5, 31, 21, 814),
    });
  });

  test('an entry with an error is rejected, whatever its id', () => {
    const verdict = judge3(
      bulkAnswer([entryOf(0), entryOf(1, { error: 'empty message' }), entryOf(2)]),
    );
    expect(verdict).toMatchObject({
      kind: 'accepted',
      rows: [{ error: null }, { error: 'empty message' }, { error: null }],
    });
  });

  test('every entry refused is an answer too', () => {
    const refused = [0, 1, 2].map((i) => entryOf(i, { id: '', error: 'no route' }));
    expect(judge3(bulkAnswer(refused, { error: 'nothing was sent' }))).toMatchObject({
      kind: 'accepted',
      rows: [{ id: null, error: 'no route' }, { error: 'no route' }, { error: 'no route' }],
    });
  });

  test('an error on top that sums up the errors of entries', () => {
    const body = bulkAnswer([entryOf(0), entryOf(1, { error: 'x' }), entryOf(2)], {
      error: '1 message failed',
    });
    expect(judge3(body).kind).toBe('accepted');
  });

  test.each([
    ['absent', { error: undefined }],
    ['null', { error: null }],
    ['blank', { error: ' ' }],
  ])('an error that is %s is none', (_, fields) => {
    expect(judge3(bulkAnswer(three.map((entry) => ({ ...entry, ...fields })))).kind).toBe(
      'accepted',
    );
  });

  test('the reason for a refusal is one line, without long numbers', () => {
    const error = 'no route\nto 639171234567\u202E';
    const verdict = judge3(bulkAnswer([entryOf(0), entryOf(1, { error }), entryOf(2)]));
    expect(verdict).toHaveProperty('rows.1.error', 'no route to …67');
  });

  test.each([-1, 0.5, null, 'x', [], {}, Number.MAX_SAFE_INTEGER + 1])(
    'an estimate that is no count is unknown: %j',
    (estimateMicro) => {
      const body = bulkAnswer(
        three.map((entry) => ({ ...entry, estimateMicro })),
        { estimateMicro, deliveryDeadline: estimateMicro },
      );
      expect(judge3(body)).toMatchObject({
        kind: 'accepted',
        estimateMicro: null,
        deadlineMs: null,
        rows: [{ estimateMicro: null }, {}, {}],
      });
    },
  );
});

describe('the estimate of the whole answer', () => {
  const total = (...estimates: readonly unknown[]) =>
    judge3(bulkAnswer(estimates.map((estimateMicro, i) => entryOf(i, { estimateMicro }))));

  test.each([[20_000], [undefined], [null], ['20000']])('beside %j: read', (estimate) => {
    expect(total(20_000, estimate, undefined)).toHaveProperty('estimateMicro', 60_000);
  });

  test.each([[900_000.5], ['0.02'], [-1], ['']])(
    'beside %j, which cannot be read: not read',
    (estimate) => {
      expect(total(undefined, estimate, undefined)).toMatchObject({
        kind: 'accepted',
        estimateMicro: null,
      });
    },
  );
});

describe('numbered ids', () => {
  const numbered = (...suffixes: readonly (number | string | null)[]) =>
    bulkAnswer(
      suffixes.map((suffix, i) =>
        suffix === null ? { id: '', error: 'no' } : { id: `m${i}-${suffix}`, error: '' },
      ),
    );
  const kind = (...suffixes: readonly (number | string | null)[]) =>
    judgeBulk(exchangeOf({ body: numbered(...suffixes) }), suffixes.length).kind;

  test.each([
    ['from 0', [0, 1, 2, 3]],
    ['from elsewhere', [41, 42, 43, 44]],
    ['the same everywhere', [0, 0, 0, 0]],
    ['no numbers at all', ['a', 'b', 'c', 'd']],
    ['some without a number', [0, 'x', 2, 'y']],
    ['too long to count', [9_000_000_001, 1_000_000_000, 5_000_000_000, 7_000_000_000]],
    ['a refused entry uses up its number', [0, null, 2, 3]],
    ['from elsewhere, the last refused', [41, 42, 43, null]],
    ['refused at the end', [0, 1, 2, null]],
    ['refused at the front, counted', [null, 1, 2, 3]],
    ['from elsewhere, with one refused', [41, null, 42, 43]],
    ['all refused', [null, null]],
  ])('%s: accepted', (_, suffixes) => {
    expect(kind(...suffixes)).toBe('accepted');
  });

  test.each([
    ['swapped', [1, 0, 2, 3]],
    ['reversed', [3, 2, 1, 0]],
    ['last first', [3, 0, 1, 2]],
    ['a gap', [0, 2, 3, 4]],
    ['a repeated number', [0, 1, 1, 2]],
    ['a gap where one was refused', [0, null, 3, 4]],
    ['refusals may have been moved to the end', [1, 2, 3, null]],
    ['refusals may have been moved to the middle', [1, null, 2, 3]],
    ['a refused entry seems to use up no place', [0, null, 1, 2]],
    ['from elsewhere, a gap', [41, 42, 44, 45]],
    ['from elsewhere, swapped', [42, 41, 43, 44]],
    ['refusals may have been moved to the front', [null, 0, 1, 2]],
  ])('%s: in doubt', (_, suffixes) => {
    expect(kind(...suffixes)).toBe('in_doubt');
  });
});

describe('the wire', () => {
  test('not started: never in doubt, whatever else the exchange says', () => {
    const exchange = exchangeOf({ wireStarted: false, status: null, code: 'ECONNRESET' });
    expect(judgeBulk(exchange, 1)).toEqual({ kind: 'not_sent', code: 'ECONNRESET', stop: false });
    expect(judgeSingle(exchange, { to: '1', message: 'x', clientDedup: null }).kind).toBe(
      'not_sent',
    );
  });

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH'])(
    'started: %s is in doubt',
    (code) => {
      expect(judgeBulk(exchangeOf({ status: null, code }), 1)).toMatchObject({
        kind: 'in_doubt',
        probable: false,
        salvagedIds: [],
      });
    },
  );

  test('a request of no messages is a bug', () => {
    expect(() => judgeBulk(exchangeOf(), 0)).toThrow(RangeError);
  });
});

describe('refusals', () => {
  const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    judgeBulk(exchangeOf({ status, body, headers }), 3);

  test('a 400 whose entries say why, and carry no id', () => {
    const messages = [{ id: '', error: 'empty message' }];
    const body = { error: 'bad request', acceptedMessages: 0, messages };
    expect(refusal(400, body)).toMatchObject({ kind: 'refused', action: 'split' });
  });

  test.each([
    ['it says that messages were accepted', { error: 'x', acceptedMessages: 1 }],
    ['an entry carries an id', { error: 'x', messages: [entryOf(0)] }],
    ['it carries a message id', { error: 'x', messageId: 'SMS1' }],
    ['no error', { error: '' }],
    ['the error is no text', { error: { code: 1 } }],
    ['a list', [{ error: 'x' }]],
    ['text', '"error"'],
  ])('a 402 is in doubt where %s', (_, body) => {
    expect(refusal(402, body).kind).toBe('in_doubt');
  });

  test('a 401 with ids of messages is in doubt; a page with other ids is not', () => {
    expect(refusal(401, { error: 'x', messages: [entryOf(0)] }).kind).toBe('in_doubt');
    expect(refusal(404, '<html><script>{"id":"main"}</script></html>')).toMatchObject({
      kind: 'refused',
      action: 'stop',
    });
  });

  test('words that may go on are no words: a whole document in a cut body', () => {
    const exchange = exchangeOf({ status: 400, body: { error: 'x' }, code: 'UND_ERR_SOCKET' });
    expect(judgeBulk(exchange, 3).kind).toBe('in_doubt');
    const sent = { to: '1', message: 'x', clientDedup: null };
    expect(judgeSingle(exchange, sent).kind).toBe('in_doubt');
  });

  test('a refusal by status stands where its body was cut', () => {
    const exchange = exchangeOf({ status: 401, body: '{"err', code: 'UND_ERR_SOCKET' });
    expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'refused', action: 'stop', detail: '' });
  });

  test.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }, 60_000],
    [
      {
        'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT',
        date: 'Fri, 02 Jan 2026 03:04:35 GMT',
      },
      30_000,
    ],
    [{ 'retry-after': 'Fri, 02 Jan 2026 03:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '1e3' }, null],
    [{}, null],
  ])('Retry-After: %j', (headers, retryAfterMs) => {
    expect(ENDED_AT_MS).toBe(Date.parse('Fri, 02 Jan 2026 03:04:05 GMT'));
    expect(refusal(429, { error: 'slow down' }, headers)).toMatchObject({
      kind: 'refused',
      action: 'wait',
      retryAfterMs,
    });
  });

  test.each([100, 204, 206, 300, 304, 305, 405, 406, 409, 410, 411, 431, 451, 501, 511, 599])(
    'a status that nothing documents is in doubt: %i',
    (status) => {
      expect(refusal(status, { error: 'x' })).toMatchObject({
        kind: 'in_doubt',
        reason: `status_${status}`,
      });
    },
  );

  test('words longer than a screen, with a number of someone', () => {
    const verdict = refusal(400, { error: `bad number 639171234567 ${'x'.repeat(1000)}` });
    const detail = verdict.kind === 'refused' ? verdict.detail : '';
    expect(detail).toHaveLength(300);
    expect(detail).not.toContain('639171234567');
  });
});

describe('the single call', () => {
  const sent = { to: '639171234567', message: 'Hello  there', clientDedup: 'postbag:1:1:0' };
  const single = (body: unknown, status = 200) => judgeSingle(exchangeOf({ status, body }), sent);
  const answer = { messageId: 'SMS1', error: '', to: '639171234567', message: 'Hello there' };
  const original = {
    error: 'duplicate',
    errorCode: 'sms.clientdedup',
    dedupMessageId: 'SMS1',
    to: '639171234567',
    message: 'Hello  there',
  };

  test('what the answer does not repeat cannot contradict', () => {
    expect(single({ messageId: 'SMS1' })).toMatchObject({ kind: 'accepted', id: 'SMS1' });
    expect(single({ ...answer, to: '+63 917 123 4567' }).kind).toBe('accepted');
  });

  test('an error beside an id rejects: the recorded answer of an invalid number', () => {
    expect(single({ ...answer, error: 'invalid number', estimateParts: 0 })).toEqual({
      kind: 'rejected',
      error: 'invalid number',
    });
    const recorded = { messageId: 'SMS1', error: 'invalid number', estimateParts: 0 };
    expect(single(recorded, 400)).toEqual({ kind: 'rejected', error: 'invalid number' });
    expect(single({ ...recorded, estimateParts: 1 }, 400)).toMatchObject({ kind: 'in_doubt' });
  });

  test.each([
    ['another number', { ...answer, to: '639179999999' }, 'not_ours'],
    ['another text', { ...answer, message: 'Bye' }, 'not_ours'],
    ['another key', { ...answer, clientDedup: 'x' }, 'not_ours'],
    ['no id', { ...answer, messageId: '' }, 'id_missing'],
    ['an odd error', { ...answer, error: { code: 1 } }, 'unknown_shape'],
  ])('200 with %s: in doubt, to be repeated', (_, body, reason) => {
    expect(single(body)).toMatchObject({ kind: 'in_doubt', reason, retryable: true });
  });

  test('409: the original is ours', () => {
    expect(single(original, 409)).toMatchObject({ kind: 'accepted', id: 'SMS1', repeated: true });
    const { to: _to, message: _message, ...bare } = original;
    expect(single(bare, 409)).toMatchObject({ kind: 'accepted', id: 'SMS1', repeated: true });
  });

  test.each([
    ['another error', { ...original, errorCode: 'conflict' }],
    ['neither code nor original', { error: 'conflict' }],
  ])('409 with %s: in doubt', (_, body) => {
    expect(single(body, 409)).toMatchObject({ kind: 'in_doubt', retryable: true });
  });

  test.each([
    ['no parts', { estimateParts: 0 }],
    ['no parts, and the words of its refusal', { error: 'invalid number', estimateParts: 0 }],
    ['parts that cannot be read', { estimateParts: 'none' }],
    ['an error of its own', { error: 'invalid number' }],
    ['an odd error', { error: { code: 1 } }],
  ])('409 of an original with %s: in doubt, and not to be repeated', (_, fields) => {
    expect(single({ ...original, ...fields }, 409)).toMatchObject({
      kind: 'in_doubt',
      reason: 'original_refused',
      retryable: false,
      salvagedIds: ['SMS1'],
    });
  });

  test.each([
    ['parts', { estimateParts: 2, error: 'whatever it says' }],
    ['no error', { error: '' }],
    ['the words of a repetition', { error: 'clientDedup was used before' }],
  ])('409 of an original with %s: accepted', (_, fields) => {
    expect(single({ ...original, ...fields }, 409)).toMatchObject({ kind: 'accepted', id: 'SMS1' });
  });

  test('409 without a clientDedup of ours proves nothing', () => {
    const exchange = exchangeOf({ status: 409, body: original });
    expect(judgeSingle(exchange, { ...sent, clientDedup: null })).toMatchObject({
      kind: 'in_doubt',
      retryable: false,
    });
  });
});
