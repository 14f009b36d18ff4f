/** Imports with the real worker, from source, into a real database. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { OwnerDb } from '../../electron/db/open.ts';
import {
  importFile,
  type ImportDeps,
  type ImportHooks,
  type ImportReport,
  type ImportRequest,
} from '../../electron/import/importFile.ts';
import type { Result } from '../../shared/errors.ts';
import { dataFolder, testClock } from './dataFolder.ts';
import { IMPORT_WORKER } from './workers.ts';

/** Writes a file of its own and gives its path. */
export function listFile(content: string | Uint8Array, extension = '.csv'): string {
  const file = join(dataFolder(), `list-${randomBytes(4).toString('hex')}${extension}`);
  writeFileSync(file, content);
  return file;
}

/** What an import in a test needs. */
export function importDeps(db: OwnerDb): ImportDeps {
  return { db, clock: testClock, newId: () => v7(), workerUrl: IMPORT_WORKER };
}

/** Imports a file: to the Philippines, from OFFICE, `Hi {{name}}`, where nothing else is said. */
export function runImportOf(
  db: OwnerDb,
  file: string,
  request: Partial<ImportRequest> = {},
  hooks: ImportHooks = {},
): Promise<Result<ImportReport>> {
  const defaults = { message: { template: 'Hi {{name}}' }, country: 'PH', from: 'OFFICE' };
  return importFile(importDeps(db), { ...defaults, file, ...request }, hooks);
}

/** Row, number and text of every message of the database. */
export function storedMessages({ sql }: OwnerDb): readonly (readonly [number, number, string])[] {
  return sql
    .prepare<[], { row: number; recipient: number; text: string }>(
      'SELECT row, recipient, text FROM message JOIN message_body USING (key) ORDER BY key',
    )
    .all()
    .map(({ row, recipient, text }) => [row, recipient, text] as const);
}

/** Whether nothing at all of any import is in the database. */
export function isUntouched({ sql }: OwnerDb): boolean {
  const tables = [
    'batch',
    'batch_count',
    'batch_country',
    'refused_row',
    'message',
    'message_body',
  ];
  return tables.every(
    (table) => sql.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() === 0,
  );
}
