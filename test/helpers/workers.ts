/** The scripts of the worker threads: bundled where a run of the tests has done so, else from source. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env['POSTBAG_TEST_WORKERS'];

const scriptOf = (bundle: string, source: string): URL =>
  folder === undefined ? new URL(source, import.meta.url) : pathToFileURL(join(folder, bundle));

/** The import's worker. */
export const IMPORT_WORKER = scriptOf('import.js', '../../electron/import/worker.ts');

/** The export's worker. */
export const EXPORT_WORKER = scriptOf('export.js', '../../electron/history/worker.ts');
