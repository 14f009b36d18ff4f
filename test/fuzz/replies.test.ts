/**
 * Fuzzed replies: whatever comes back, the judges never throw, and never call a message accepted or
 * rejected that was not.
 *
 * `POSTBAG_SEED` repeats a run, `POSTBAG_LONG=1` makes it twenty times longer.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BulkVerdict } from '../../electron/api/types.ts';
import { judgeBulk, judgeSingle } from '../../electron/api/verdict.ts';
import { readBalance, readListPage, readStatus } from '../../electron/api/schemas.ts';
import { bulkAnswer, entryOf, exchangeOf } from '../helpers/exchanges.ts';
import { LONG, printedSeed } from '../helpers/seed.ts';

const options = { seed: printedSeed('fuzzed replies'), numRuns: LONG ? 60_000 : 3000 };

interface Answer {
  messages: unknown[];
  [name: string]: unknown;
}

/** The truth of a request: which messages the API refused. */
const truth = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });

function honestAnswer(refusals: readonly boolean[]): Answer {
  const entries = refusals.map((isRefused, i) =>
    entryOf(i, isRefused ? { id: '', error: 'no route' } : {}),
  );
  return bulkAnswer(entries) as Answer;
}

/** Ways to spoil the structure of an answer, with what decides where. */
const SPOILS: Readonly<Record<string, (answer: Answer, at: number, to: number) => unknown>> = {
  remove: (answer, at) => ({ ...answer, messages: answer.messages.toSpliced(at, 1) }),
  repeat: (answer, at, to) => ({
    ...answer,
    messages: answer.messages.toSpliced(to, 0, answer.messages[at]),
  }),
  overwrite: (answer, at, to) => ({
    ...answer,
    messages: answer.messages.with(to, answer.messages[at]),
  }),
  swap: (answer, at, to) => ({
    ...answer,
    messages: answer.messages.with(to, answer.messages[at]).with(at, answer.messages[to]),
  }),
  move: (answer, at, to) => ({
    ...answer,
    messages: answer.messages.toSpliced(at, 1).toSpliced(to, 0, answer.messages[at]),
  }),
  reverse: (answer) => ({ ...answer, messages: answer.messages.toReversed() }),
  rotate: (answer, at) => ({
    ...answer,
    messages: [...answer.messages.slice(at), ...answer.messages.slice(0, at)],
  }),
  refusalsFirst: (answer) => ({
    ...answer,
    messages: answer.messages.toSorted((a, b) => Number(hasError(b)) - Number(hasError(a))),
  }),
  refusalsLast: (answer) => ({
    ...answer,
    messages: answer.messages.toSorted((a, b) => Number(hasError(a)) - Number(hasError(b))),
  }),
  nothing: (answer, at) => ({ ...answer, messages: answer.messages.with(at, null) }),
  // Above any count that another spoil could make right.
  count: (answer, at) => ({ ...answer, acceptedMessages: answer.messages.length + 1 + at }),
  noCount: (answer) => ({ ...answer, acceptedMessages: undefined }),
  noMessages: (answer) => ({ ...answer, messages: undefined }),
  proto: (answer) =>
    JSON.parse(`{"__proto__":{"messages":[],"error":"x"},${JSON.stringify(answer).slice(1)}`),
  protoEntry: (answer, at) => ({
    ...answer,
    messages: answer.messages.with(at, JSON.parse('{"__proto__":{"id":"a-1","error":""}}')),
  }),
  twice: (answer) => [answer, answer],
  nested: (answer) => ({ data: answer }),
  huge: (answer, at) => ({
    ...answer,
    // More than the other spoils could take away again.
    messages: [...answer.messages, ...Array.from({ length: 9 + at * 20 }, (_, i) => entryOf(i))],
  }),
};

const hasError = (entry: unknown): boolean => (entry as { error: string }).error !== '';

/** Whether a verdict, if it is `accepted`, says of each message what is true. */
function isTrue(verdict: BulkVerdict, refusals: readonly boolean[]): boolean {
  if (verdict.kind !== 'accepted') return true;
  return (
    verdict.rows.length === refusals.length &&
    verdict.rows.every((row, i) =>
      refusals[i] === true
        ? row.error !== null
        : row.error === null && row.id === (entryOf(i) as { id: string }).id,
    )
  );
}

const judge = (body: unknown, messages: number): BulkVerdict =>
  judgeBulk(exchangeOf({ body }), messages);

describe('fuzzed replies', { timeout: LONG ? 300_000 : 30_000 }, () => {
  test('an honest answer is accepted', () => {
    fc.assert(
      fc.property(truth, (refusals) => {
        const verdict = judge(honestAnswer(refusals), refusals.length);
        expect(verdict.kind).toBe('accepted');
        expect(isTrue(verdict, refusals)).toBe(true);
      }),
      options,
    );
  });

  test('a spoiled answer never makes a message something that it is not', () => {
    const spoil = fc.record({
      name: fc.constantFrom(...Object.keys(SPOILS)),
      at: fc.nat(),
      to: fc.nat(),
    });
    fc.assert(
      fc.property(truth, fc.array(spoil, { minLength: 1, maxLength: 3 }), (refusals, spoils) => {
        let answer: unknown = honestAnswer(refusals);
        for (const { name, at, to } of spoils) {
          const messages = (answer as Partial<Answer>).messages;
          // Once it is no such answer any more, there is nothing to spoil.
          if (!Array.isArray(messages) || messages.length === 0 || messages.includes(null)) break;
          answer = SPOILS[name]?.(answer as Answer, at % messages.length, to % messages.length);
        }
        expect(isTrue(judge(answer, refusals.length), refusals)).toBe(true);
      }),
      options,
    );
  });

  test('an answer of a hundred thousand entries to a request of ten', () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => entryOf(i));
    expect(judge(bulkAnswer(entries), 10)).toMatchObject({
      kind: 'in_doubt',
      reason: 'entries_extra',
      salvagedIds: { length: 100_000 },
    });
  });

  test('a value of any other type in the place of any field', () => {
    const field = fc.constantFrom('id', 'error', 'acceptedMessages', 'messages', 'top error');
    const odd = fc.oneof(
      fc.constantFrom(null, true, false, 0, -1, 1e308, '', ' '),
      fc.array(fc.anything({ maxDepth: 1 }), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', 'error'), fc.string()),
    );
    fc.assert(
      fc.property(truth, field, odd, fc.nat(), (refusals, name, value, at) => {
        const answer = honestAnswer(refusals);
        const entry = answer.messages[at % refusals.length] as Record<string, unknown>;
        if (name === 'id' || name === 'error') entry[name] = value;
        else Object.assign(answer, { [name === 'top error' ? 'error' : name]: value });
        expect(isTrue(judge(answer, refusals.length), refusals)).toBe(true);
      }),
      options,
    );
  });

  test('an answer cut at any byte is in doubt, and salvages only ids that are whole', () => {
    fc.assert(
      fc.property(truth, fc.double({ min: 0, max: 0.999, noNaN: true }), (refusals, share) => {
        const text = JSON.stringify(honestAnswer(refusals));
        const cut = text.slice(0, Math.floor(text.length * share));
        const verdict = judge(cut, refusals.length);
        const whole = new Set(refusals.map((_, i) => (entryOf(i) as { id: string }).id));
        expect(verdict.kind).toBe('in_doubt');
        const salvaged = verdict.kind === 'in_doubt' ? verdict.salvagedIds : [];
        expect(salvaged.every((id) => whole.has(id))).toBe(true);
      }),
      options,
    );
  });

  test('bytes flipped at random: never a wrong place or a wrong refusal', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(truth, flips, (refusals, changes) => {
        const body = Buffer.from(JSON.stringify(honestAnswer(refusals)));
        for (const [at, mask] of changes) {
          const place = at % body.length;
          body.writeUInt8(body.readUInt8(place) ^ mask, place);
        }
        const verdict = judge(body, refusals.length);
        // Flipped letters inside an id or a reason cannot be seen; all else must.
        const errors =
          verdict.kind === 'accepted' ? verdict.rows.map((row) => row.error !== null) : refusals;
        expect(errors).toEqual(refusals);
      }),
      options,
    );
  });

  test('anything at all, under any status: no judge and no reader throws', () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ maxLength: 300, unit: 'binary' }),
      fc.json(),
      fc.json().map((json) => `{"error":"x","messages":${json}}`),
    );
    const headers = fc.dictionary(
      fc.constantFrom('content-type', 'content-encoding', 'retry-after', 'date'),
      fc.oneof(fc.string(), fc.constantFrom('gzip', 'br', 'deflate', '5', 'text/html')),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        body,
        headers,
        fc.option(fc.integer({ min: 200, max: 599 })),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        (bytes, named, status, bodyComplete, messages) => {
          const exchange = exchangeOf({ body: bytes, headers: named, status, bodyComplete });
          const kinds = ['refused', 'in_doubt', 'accepted'];
          expect(kinds).toContain(judgeBulk(exchange, messages).kind);
          const sent = { to: '1', message: 'x', clientDedup: 'k' };
          expect([...kinds, 'rejected']).toContain(judgeSingle(exchange, sent).kind);
        },
      ),
      options,
    );
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (json) => {
        readStatus(json);
        readListPage(json, {});
        readBalance(json);
      }),
      options,
    );
    expect({}).not.toHaveProperty('error');
  });
});
