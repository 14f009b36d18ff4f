/** Whole numbers as people type them, in the digits of any script. */
import { toPlainText } from '../../shared/domain/digits.ts';

/** Reads a whole number; `null` for what is none, or is too large to be exact. */
export function readWhole(text: string): number | null {
  const plain = toPlainText(text).trim();
  if (!/^\d{1,15}$/u.test(plain)) return null;
  return Number(plain);
}

/** The nearest number within the bounds; `null` stays `null`. */
export function withinBounds(
  value: number | null,
  min: number | undefined,
  max: number | undefined,
): number | null {
  if (value === null) return null;
  return Math.min(Math.max(value, min ?? value), max ?? Number.POSITIVE_INFINITY);
}
