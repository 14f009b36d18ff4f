/**
 * Values as text, between the page and the process that drives it.
 *
 * Electron clones what crosses its IPC; a page driven from outside can only exchange text. So this
 * writes what structured cloning carries and JSON does not: undefined, NaN and the infinities, BigInt,
 * Date, Map, Set, bytes, errors. Not carried: cycles (refused), shared references (copied), other
 * typed arrays than Uint8Array (they arrive as one), RegExp, Blob, File. A function or a symbol is
 * refused as Electron refuses it.
 *
 * Runs on both sides: in the page as text, so it imports nothing.
 */

/** Text for a value. @throws "An object could not be cloned." */
export function encodeWire(value: unknown): string {
  return JSON.stringify(toWire(value, []));
}

/** The value of a text that `encodeWire` made. */
export function decodeWire(text: string): unknown {
  return fromWire(JSON.parse(text));
}

function toWire(value: unknown, above: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', v: String(value) };
    case 'object':
      return value === null ? null : objectToWire(value, above);
    case 'function':
    case 'symbol':
      throw new Error('An object could not be cloned.');
  }
}

function objectToWire(value: object, above: readonly object[]): unknown {
  if (above.includes(value)) throw new Error('An object could not be cloned.');
  const inside = [...above, value];
  const each = (item: unknown): unknown => toWire(item, inside);
  if (Array.isArray(value)) return value.map(each);
  if (value instanceof Date) return { $: 'date', v: value.getTime() };
  if (value instanceof Map) {
    return { $: 'map', v: [...value].map(([key, item]) => [each(key), each(item)]) };
  }
  if (value instanceof Set) return { $: 'set', v: [...value].map(each) };
  if (value instanceof Error) return { $: 'error', v: value.message, name: value.name };
  if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return { $: 'bytes', v: toBase64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }
  return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, each(item)]) };
}

interface Tagged {
  readonly $: string;
  readonly v?: never;
  readonly name?: string;
}

function fromWire(wire: unknown): unknown {
  if (Array.isArray(wire)) return wire.map(fromWire);
  if (typeof wire !== 'object' || wire === null) return wire;
  const { $: kind, v, name } = wire as Tagged;
  switch (kind) {
    case 'number':
      return Number(v);
    case 'bigint':
      return BigInt(v as unknown as string);
    case 'date':
      return new Date(v as unknown as number);
    case 'map':
      return new Map(pairs(v));
    case 'set':
      return new Set((v as unknown as unknown[]).map(fromWire));
    case 'error':
      return Object.assign(new Error(v as unknown as string), { name });
    case 'buffer':
      return fromBase64(v as unknown as string).buffer;
    case 'bytes':
      return fromBase64(v as unknown as string);
    case 'object':
      return fromEntries(pairs(v));
    default:
      return undefined;
  }
}

function pairs(entries: unknown): [unknown, unknown][] {
  return (entries as [unknown, unknown][]).map(([key, item]) => [fromWire(key), fromWire(item)]);
}

// `__proto__` must become a property, as it does when cloned.
function fromEntries(entries: readonly [unknown, unknown][]): object {
  const object = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key as string, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return object;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCodePoint(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
}
