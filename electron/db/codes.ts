/** How small closed lists are stored: as their place in the list. Append only. */

import type { Encoding } from '../../shared/domain/segments.ts';

const ENCODINGS: readonly Encoding[] = ['gsm7', 'ucs2'];

/** The stored code of an encoding: 0 for `gsm7`, 1 for `ucs2` (so that a sum counts the latter). */
export function encodingCode(encoding: Encoding): number {
  return encoding === 'ucs2' ? 1 : 0;
}

/**
 * The encoding of a stored code.
 *
 * @throws Error for a code that no version of Postbag writes (a damaged database).
 */
export function encodingOf(code: number): Encoding {
  const encoding = ENCODINGS[code];
  if (encoding === undefined) throw new Error(`unknown encoding code ${code}`);
  return encoding;
}

/**
 * Reads a stored list of texts.
 *
 * @throws Error where it is none (a damaged database).
 */
export function textListOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new Error('a stored list of texts is damaged');
}
