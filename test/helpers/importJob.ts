/** Runs the worker's part of an import in the test's own thread. */
import type { RefusedRow } from '../../electron/db/batches.ts';
import { runImport } from '../../electron/import/job.ts';
import { unpackMessages, unpackRefused } from '../../electron/import/packing.ts';
import type { ImportJob, ListShape } from '../../electron/import/protocol.ts';
import type { ImportedMessage } from '../../electron/db/batches.ts';
import type { Result } from '../../shared/errors.ts';

/** What came of a job. */
export interface JobOutcome {
  readonly result: Result<void>;
  readonly shape: ListShape | null;
  readonly messages: readonly ImportedMessage[];
  readonly refused: readonly RefusedRow[];
  /** Rows in each slice. */
  readonly slices: readonly number[];
}

/** Runs a job: to the Philippines, from OFFICE, `Hi {{name}}`, where nothing else is said. */
export async function runJob(file: string, job: Partial<ImportJob> = {}): Promise<JobOutcome> {
  let shape: ListShape | null = null;
  const messages: ImportedMessage[] = [];
  const refused: RefusedRow[] = [];
  const slices: number[] = [];
  const whole: ImportJob = {
    file,
    message: { template: 'Hi {{name}}' },
    map: new Map(),
    country: 'PH',
    sender: 'OFFICE',
    allowDuplicates: false,
    optedOut: new Float64Array(),
    maxRows: 1_000_000,
    ...job,
  };
  const result = await runImport(whole, {
    opened: (opened) => {
      shape = opened;
    },
    slice: async ({ rows }) => {
      messages.push(...unpackMessages(rows));
      const bad = unpackRefused(rows);
      refused.push(
        ...bad.map((row) => ({ ...row, cells: JSON.parse(String(row.cells)) as string[] })),
      );
      slices.push(rows.text.length + bad.length);
    },
  });
  return { result, shape, messages, refused, slices };
}
