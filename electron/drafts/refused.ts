/** The rows of a list that were not taken: shown, and written to a file to be put right. */
import { ok, type Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import type { RefusedRow } from '../db/batches.ts';
import { draftQueries } from '../db/drafts.ts';
import { refusedQueries } from '../db/refused.ts';
import { inShortSteps } from '../db/shortSteps.ts';
import { plainFileName } from '../history/fileName.ts';
import { writeRejects } from '../import/rejects.ts';
import { type DraftParts, expected, findBatch } from './parts.ts';

/** Some refused rows behind a row, of one reason or of any. Errors: `batch_not_found`. */
export async function refusedRows(
  parts: Pick<DraftParts, 'db' | 'signal'>,
  { batch: id, reason, afterRow, limit }: CallInput<'refusedRows'>,
): Promise<Result<CallOutput<'refusedRows'>>> {
  const found = findBatch(parts, id);
  if (!found.ok) return found;
  const { key, fieldNames } = found.value;
  const queries = refusedQueries(parts.db);
  const rows: RefusedRow[] = [];
  // One more than wanted tells whether there are more. A rare reason may stand far down the list.
  await inShortSteps(
    { first: afterRow + 1, last: queries.lastRow(key) },
    ({ first, last }) => {
      const range = { afterRow: first - 1, untilRow: last };
      rows.push(...queries.between(key, range, reason, limit + 1 - rows.length));
      return rows.length <= limit;
    },
    parts.signal,
  );
  const corrections = draftQueries(parts.db).ofBatch(key)?.corrections ?? new Map<number, string>();
  const shown = rows.slice(0, limit).map((refused) => ({
    ...refused,
    cells: [...refused.cells],
    correction: corrections.get(refused.row) ?? null,
  }));
  return ok({ columns: [...fieldNames], rows: shown, more: rows.length > limit });
}

/**
 * Asks for a file and writes the refused rows of a batch to it; `null`: no file was chosen.
 *
 * Errors: `batch_not_found`, `file_not_writable`.
 */
export async function saveRefused(
  parts: Pick<DraftParts, 'db'>,
  batch: string,
  chooseFile: (suggestedName: string) => Promise<string | null>,
): Promise<Result<CallOutput<'saveRefused'>>> {
  const found = findBatch(parts, batch);
  if (!found.ok) return found;
  const { key, name } = found.value;
  const path = await chooseFile(`${plainFileName(name, 'list')} - refused.csv`);
  if (path === null) return ok(null);
  return expected(parts, async () => {
    const delimiter = draftQueries(parts.db).ofBatch(key)?.built?.report.delimiter;
    const written = await writeRejects(parts, key, path, delimiter);
    return written.ok ? ok({ file: written.value.file, rows: written.value.rows }) : written;
  });
}
