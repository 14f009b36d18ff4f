/** Values cross between page and driver as structured cloning would carry them. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWire, encodeWire } from '../../../helpers/electron/wire.ts';

const through = (value: unknown): unknown => decodeWire(encodeWire(value));

describe('the wire', () => {
  test.each([
    ['undefined', undefined],
    ['undefined inside', { a: undefined, b: [undefined] }],
    ['numbers that JSON loses', [Number.NaN, Infinity, -Infinity, -0]],
    ['a big integer', 2n ** 80n],
    ['a date', new Date(86_400_000)],
    [
      'a map',
      new Map<unknown, unknown>([
        ['a', 1],
        [{ b: 2 }, new Set([1, 2])],
      ]),
    ],
    ['bytes', new Uint8Array([0, 127, 128, 255])],
    ['a buffer', new Uint8Array([1, 2, 3]).buffer],
    ['many bytes', new Uint8Array(100_000).fill(7)],
    ['what looks like its own marks', { $: 'map', v: [[1, 2]] }],
  ])('carries %s', (_name, value) => {
    expect(through(value)).toEqual(structuredClone(value));
  });

  test('carries an error by its name and message', () => {
    const error = through(new RangeError('too far'));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  test('keeps a property called __proto__ a property', () => {
    const value = JSON.parse('{"__proto__": {"isAdmin": true}}') as object;
    const arrived = through(value) as { readonly isAdmin?: boolean };
    expect(Object.keys(arrived)).toEqual(['__proto__']);
    expect(arrived.isAdmin).toBeUndefined();
  });

  test.each([
    ['a function', { call: () => 1 }],
    ['a symbol', [Symbol('s')]],
  ])('refuses %s in the words of Electron', (_name, value) => {
    expect(() => encodeWire(value)).toThrow('An object could not be cloned.');
  });

  test('refuses a cycle', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => encodeWire(cycle)).toThrow('An object could not be cloned.');
  });

  test('allows the same object twice', () => {
    const shared = { a: 1 };
    expect(through([shared, shared])).toEqual([shared, shared]);
  });

  test('carries anything that JSON can say, unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(through(value)).toEqual(value);
      }),
    );
  });
});
