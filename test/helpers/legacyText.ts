/** Writes text in the encodings of the past: the reverse of the decoders, made from them. */
import { decoderOf } from '../../electron/import/dosEncodings.ts';

/** Encodings in which characters may take two bytes. */
const WIDE: ReadonlySet<string> = new Set(['shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp']);

type Codes = ReadonlyMap<string, readonly number[]>;

const made = new Map<string, Codes>();

function codesOf(encoding: string): Codes {
  const known = made.get(encoding);
  if (known !== undefined) return known;
  const codes = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]): void => {
    try {
      const isDos = encoding.startsWith('cp');
      const text = isDos
        ? decoderOf(encoding)(Uint8Array.from(bytes))
        : new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes));
      if (Array.from(text).length === 1 && !codes.has(text)) codes.set(text, bytes);
    } catch {
      // No character.
    }
  };
  for (let first = 0; first < 256; first += 1) learn(first);
  if (WIDE.has(encoding)) {
    for (let first = 0x81; first < 0xff; first += 1) {
      for (let second = 0x40; second < 0xff; second += 1) learn(first, second);
    }
  }
  made.set(encoding, codes);
  return codes;
}

/**
 * A text in an encoding of TextDecoder, or in a code page of DOS.
 *
 * @throws Error for a character that the encoding has not.
 */
export function encodeText(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const codes = codesOf(encoding);
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      const bytes = codes.get(character);
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}
