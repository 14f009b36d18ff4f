import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../../electron/db/doubts.ts';
import { AFTER_MS, BEFORE_MS, createMatcher } from '../../../../electron/send/resolveMatch.ts';
import type { Match, Sighting } from '../../../../electron/send/resolveMatch.ts';
import { printedSeed } from '../../../helpers/seed.ts';

const SENT = Date.UTC(2025, 2, 1, 12);

const claim = (changes: Partial<Claim> = {}): Claim => ({
  key: 1,
  requestKey: 10,
  recipient: 254_771_234_567,
  text: 'Hello Ann',
  sentAtMs: SENT,
  ...changes,
});

const sighting = (changes: Partial<Sighting> = {}): Sighting => ({
  id: 'SMS1',
  recipient: '254771234567',
  text: 'Hello Ann',
  createdMs: SENT + 1000,
  requestKey: null,
  ...changes,
});

function match(claims: readonly Claim[], sightings: readonly Sighting[], offsetMs = 0): Match[] {
  const matcher = createMatcher(claims, offsetMs);
  for (const one of sightings) matcher.add(one);
  return claims.map((one) => matcher.matchOf(one));
}

const outcomes = (claims: readonly Claim[], sightings: readonly Sighting[], offsetMs = 0) =>
  match(claims, sightings, offsetMs).map(({ outcome }) => outcome);

describe('a message of the list', () => {
  test('with the recipient and text of one message proves it', () => {
    expect(match([claim()], [sighting()])).toEqual([{ outcome: 'confirmed', id: 'SMS1' }]);
  });

  test.each([
    { text: ' Hello\r\nAnn' },
    { recipient: '+254 771 234567' },
    { createdMs: null },
    { createdMs: SENT - BEFORE_MS },
    { createdMs: SENT + AFTER_MS - 1 },
  ])('proves it also with %j', (changes) => {
    expect(outcomes([claim()], [sighting(changes)])).toEqual(['confirmed']);
  });

  test.each([
    { text: 'Hello Bob' },
    { text: 'hello ann' },
    { recipient: '254771234568' },
    { recipient: 'ACME' },
    { createdMs: SENT - BEFORE_MS - 1 },
    { createdMs: SENT + AFTER_MS },
  ])('says nothing with %j', (changes) => {
    expect(outcomes([claim()], [sighting(changes)])).toEqual(['not_found']);
  });

  test('that fits two of ours proves neither', () => {
    const claims = [claim(), claim({ key: 2, requestKey: 11 })];
    expect(outcomes(claims, [sighting()])).toEqual(['ambiguous', 'ambiguous']);
  });

  test('that fits a former attempt of the same message proves nothing', () => {
    const claims = [claim(), claim({ requestKey: 11, sentAtMs: SENT + 60_000 })];
    expect(outcomes(claims, [sighting()])).toEqual(['ambiguous', 'ambiguous']);
  });

  test('beside another one that fits proves nothing, and both are shown', () => {
    const found = match([claim()], [sighting(), sighting({ id: 'SMS2' })]);
    expect(found).toEqual([{ outcome: 'ambiguous', ids: ['SMS1', 'SMS2'], unclear: 0 }]);
  });

  test('may come several times', () => {
    expect(outcomes([claim()], [sighting(), sighting(), sighting()])).toEqual(['confirmed']);
  });
});

describe('a message that hides its recipient or text', () => {
  test.each([
    { recipient: null },
    { text: null },
    { recipient: null, text: null },
    { recipient: null, text: null, createdMs: null },
  ])('may be ours: %j', (changes) => {
    expect(match([claim()], [sighting(changes)])).toEqual([
      { outcome: 'ambiguous', ids: ['SMS1'], unclear: 1 },
    ]);
  });

  test.each([
    { recipient: null, text: 'Other' },
    { recipient: '254700000000', text: null },
    { recipient: null, text: null, createdMs: SENT + 2 * AFTER_MS },
  ])('is not ours: %j', (changes) => {
    expect(outcomes([claim()], [sighting(changes)])).toEqual(['not_found']);
  });

  test('does not weaken a proof', () => {
    const seen = [sighting(), sighting({ id: 'SMS2', recipient: null, text: null })];
    expect(outcomes([claim()], seen)).toEqual(['confirmed']);
  });

  test('may become clear later', () => {
    const hidden = sighting({ recipient: null, text: null });
    expect(outcomes([claim(), claim({ key: 2, recipient: 1 })], [hidden, sighting()])).toEqual([
      'confirmed',
      'not_found',
    ]);
  });

  test('and even its id leaves everything open', () => {
    const matcher = createMatcher([claim()], 0);
    matcher.addUnreadable();
    expect(matcher.matchOf(claim())).toEqual({ outcome: 'ambiguous', ids: [], unclear: 1 });
  });
});

describe('a message whose id was in the answer to a request', () => {
  test('belongs to that request, whenever it was created', () => {
    const claims = [claim(), claim({ key: 2, requestKey: 11 })];
    const seen = sighting({ requestKey: 11, createdMs: SENT + 10 * AFTER_MS });
    expect(outcomes(claims, [seen])).toEqual(['not_found', 'confirmed']);
  });

  test('and that cannot be read may be any of that request', () => {
    const claims = [claim(), claim({ key: 2, requestKey: 11 })];
    const seen = sighting({ requestKey: 10, recipient: null, text: null, createdMs: null });
    expect(outcomes(claims, [seen])).toEqual(['ambiguous', 'not_found']);
  });
});

describe('a clock that differs', () => {
  const HOUR = 3_600_000;

  test('by hours is allowed for, to either side', () => {
    for (const offsetMs of [-3 * HOUR, 3 * HOUR]) {
      const seen = [sighting({ createdMs: SENT + offsetMs })];
      expect(outcomes([claim()], seen)).toEqual(['not_found']);
      expect(outcomes([claim()], seen, offsetMs)).toEqual(['confirmed']);
      expect(outcomes([claim()], [sighting()], offsetMs)).toEqual(['confirmed']);
    }
  });
});

describe('whatever is listed', () => {
  const seed = printedSeed('resolveMatch');
  const recipients = fc.constantFrom(1000, 1001);
  const texts = fc.constantFrom('a', 'b');
  const times = fc.integer({ min: SENT - 2 * BEFORE_MS, max: SENT + 2 * AFTER_MS });
  const claims = fc.uniqueArray(
    fc.record({
      key: fc.integer({ min: 1, max: 8 }),
      requestKey: fc.integer({ min: 1, max: 3 }),
      recipient: recipients,
      text: texts,
      sentAtMs: times,
    }),
    { selector: ({ key, requestKey }) => `${key} ${requestKey}`, maxLength: 8 },
  );
  const sightings = fc.array(
    fc.record({
      id: fc.constantFrom('A', 'B', 'C', 'D'),
      recipient: fc.option(recipients.map(String)),
      text: fc.option(texts),
      createdMs: fc.option(times),
      requestKey: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    { maxLength: 8 },
  );

  test('no id proves two messages, and every proof has its recipient and text', () => {
    fc.assert(
      fc.property(claims, sightings, (ours, seen) => {
        const matches = match(ours, seen);
        const ids = matches.flatMap((one) => (one.outcome === 'confirmed' ? [one.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        for (const [i, one] of matches.entries()) {
          const { recipient, text } = ours[i] ?? claim();
          const isSeen = seen.some(
            (s) => one.outcome !== 'confirmed' || (s.id === one.id && s.text === text),
          );
          expect(one.outcome !== 'confirmed' || isSeen).toBe(true);
          const couldBe = seen.some(
            (s) =>
              s.createdMs === null &&
              s.requestKey === null &&
              (s.recipient ?? String(recipient)) === String(recipient) &&
              (s.text ?? text) === text &&
              seen.filter(({ id }) => id === s.id).length === 1,
          );
          expect(couldBe && one.outcome === 'not_found').toBe(false);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
