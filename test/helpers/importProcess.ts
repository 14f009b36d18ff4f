/** An import in a process of its own, to be killed: `node importProcess.ts DIR FILE`. Tells its rows. */
import { v7 } from 'uuid';
import { openOwner } from '../../electron/db/open.ts';
import { importFile } from '../../electron/import/importFile.ts';
import { systemClock } from '../../electron/runtime.ts';
import { IMPORT_WORKER } from './workers.ts';

const [, , dir = '', file = ''] = process.argv;
const db = openOwner(dir, { clock: systemClock });
if (!db.ok) throw new Error(db.error.kind);
const result = await importFile(
  {
    db: db.value,
    clock: systemClock,
    newId: () => v7(),
    workerUrl: IMPORT_WORKER,
  },
  { file, message: { template: 'Hi {{name}}' }, from: 'OFFICE', country: 'PH' },
  { onProgress: ({ rows }) => void process.stdout.write(`${rows}\n`) },
);
process.stdout.write(`${result.ok ? 'done' : result.error.kind}\n`);
