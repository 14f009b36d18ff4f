/**
 * Where the built application lies: `dist/`, or the folder that `POSTBAG_DIST` names, so that several
 * builds can stand side by side.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the built application, absolute. */
export const DIST = resolve(root, process.env['POSTBAG_DIST'] || 'dist');
