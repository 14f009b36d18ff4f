/** Which encoding a file is in: by its byte order mark, by being valid, or by the best guess. */
import { isAscii } from 'node:buffer';
import { err, type ImportError, ok, type Result } from '../../shared/errors.ts';
import { guessLegacyEncoding } from './chardetng.ts';
import { dosEncoding } from './dosEncodings.ts';
import { isBinary } from './sniff.ts';
import { CHUNK_BYTES, type Source } from './source.ts';
import { westernEncoding } from './westernEncoding.ts';

/** Bytes that the guess is made from. */
const SAMPLE_BYTES = 4 * CHUNK_BYTES;

/**
 * The canonical name of an encoding that the operator names, as TextDecoder spells it
 * (`cp1252`, `latin-1` and `ISO_8859_1` are all `windows-1252`), or `cp850` or `cp437`.
 */
export function canonicalEncoding(
  label: string,
): Result<string, Extract<ImportError, { kind: 'unknown_encoding' }>> {
  const dos = dosEncoding(label);
  if (dos !== null) return ok(dos);
  const spellings = [label, label.replaceAll('_', '-'), label.replaceAll(/[-_ ]/gu, '')];
  for (const spelling of spellings) {
    try {
      return ok(new TextDecoder(spelling).encoding);
    } catch {
      // Not a label that TextDecoder knows: try the next spelling.
    }
  }
  return err({ kind: 'unknown_encoding', value: label });
}

/** The encoding that a byte order mark declares. */
export function encodingOfMark(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Zero bytes are this many times as frequent at one parity as at the other in UTF-16. */
const PARITY_RATIO = 8;
/** Delimiters, digits and line ends give UTF-16 lists in any script more zero bytes than this share, */
const PARITY_SHARE = 0.03;
/** and more than this many; a few NULs are damage. */
const FEW_ZEROS = 3;

/**
 * UTF-16 without a mark: every list has delimiters, digits and line ends, whose upper byte is zero,
 * so zero bytes stand at one parity.
 */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const zeros: [even: number, odd: number] = [0, 0];
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  }
  const [even, odd] = zeros;
  const [more, fewer] = even > odd ? [even, odd] : [odd, even];
  const isClear = more > FEW_ZEROS && more >= fewer * PARITY_RATIO;
  if (!isClear || more < (bytes.length / 2) * PARITY_SHARE) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

/**
 * The encoding of a file without a byte order mark, or `null` where it is no text.
 *
 * The whole file is looked at: the first name with an accent may stand in its last row.
 */
export function detectEncoding(source: Source, country: string | null): string | null {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const sample = createSample();
  let valid = true;
  let isFirst = true;
  for (const chunk of source.chunks()) {
    if (isFirst) {
      const utf16 = unmarkedUtf16(chunk);
      if (utf16 !== null) return utf16;
      if (isBinary(chunk)) return null;
      isFirst = false;
    }
    valid &&= decodes(utf8, chunk, true);
    sample.add(chunk);
    if (!valid && sample.isFull()) break;
  }
  if (valid && decodes(utf8, new Uint8Array(), false)) return 'utf-8';
  return fromSample(sample.bytes(), country);
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

/** The first chunks that are more than ASCII. */
function createSample(): {
  readonly add: (chunk: Uint8Array) => void;
  readonly isFull: () => boolean;
  readonly bytes: () => Uint8Array;
} {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    add: (chunk) => {
      if (length >= SAMPLE_BYTES || isAscii(chunk)) return;
      parts.push(chunk.slice());
      length += chunk.length;
    },
    isFull: () => length >= SAMPLE_BYTES,
    bytes: () => Buffer.concat(parts),
  };
}

/** In a damaged UTF-8 file, at least this many characters are right for each that is not. */
const GOOD_PER_BAD = 4;

function fromSample(sample: Uint8Array, country: string | null): string {
  const asUtf8 = new TextDecoder('utf-8').decode(sample);
  const bad = asUtf8.match(/\uFFFD/gu)?.length ?? 0;
  const good = asUtf8.match(/[^\0-\u007F\uFFFD]/gu)?.length ?? 0;
  // A few broken bytes in UTF-8: the rows that hold them are refused, the others are right.
  if (good >= bad * GOOD_PER_BAD && good > 0) return 'utf-8';
  return westernEncoding(sample, guessLegacyEncoding(sample, country));
}
