/** The header row, and how the operator's words find a column in it. */
import { err, type ImportError, ok, type Result } from '../../shared/errors.ts';

/** No spaces, case or accents: `Numéro de  TÉLÉPHONE` and `numero de telephone` are one. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\s]/gu, '')
    .toLowerCase();
}

/** The cells of the header as column names: trimmed, line breaks and invisible characters gone. */
export function headerNames(cells: readonly string[]): readonly string[] {
  return cells.map((cell) =>
    cell
      .replaceAll(/\p{Cf}/gu, '')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  );
}

/** The names to show when one was not found. */
export function shownNames(headers: readonly string[]): readonly string[] {
  return headers.filter((name) => name !== '');
}

/**
 * Names under which the columns are stored: every column has one, and no two have the same
 * (`phone`, `phone (2)`, `column 3`).
 */
export function storedNames(headers: readonly string[]): readonly string[] {
  const taken = new Set(shownNames(headers));
  const given = new Set<string>();
  return headers.map((header, index) => {
    const base = header === '' ? `column ${index + 1}` : header;
    let name = base;
    for (let copy = 2; given.has(name) || (name !== header && taken.has(name)); copy += 1) {
      name = `${base} (${copy})`;
    }
    given.add(name);
    return name;
  });
}

/** A column that was asked for by name and cannot be used. */
export type ColumnError = Extract<ImportError, { kind: 'unknown_column' | 'ambiguous_column' }>;

function positionsOf(
  headers: readonly string[],
  isWanted: (name: string) => boolean,
): readonly number[] {
  return headers.flatMap((header, index) => (isWanted(header) ? [index] : []));
}

/**
 * The position of the column that a name means: exactly, else without regard to case, spaces and
 * accents.
 *
 * Errors: `unknown_column` with the names there are; `ambiguous_column` with the positions (from 1)
 * where more than one column fits.
 */
export function findColumn(headers: readonly string[], name: string): Result<number, ColumnError> {
  const exact = name.trim();
  const folded = foldName(name);
  const same = folded === '' ? [] : positionsOf(headers, (header) => header === exact);
  const similar =
    same.length > 0 || folded === ''
      ? same
      : positionsOf(headers, (header) => foldName(header) === folded);
  const [first, ...others] = similar;
  if (first === undefined) {
    return err({ kind: 'unknown_column', column: name, available: shownNames(headers) });
  }
  if (others.length === 0) return ok(first);
  const positions = similar.map((index) => index + 1);
  return err({ kind: 'ambiguous_column', column: name, positions });
}
