/** Reads a list for the window in a process of its own, twice, to be killed: `node buildProcess.ts DIR FILE`. */
import { v7 } from 'uuid';
import { Drafts } from '../../electron/drafts/drafts.ts';
import { listCopies } from '../../electron/drafts/listCopy.ts';
import { openOwner } from '../../electron/db/open.ts';
import { dataPaths } from '../../electron/db/paths.ts';
import { systemClock } from '../../electron/runtime.ts';
import { IMPORT_WORKER } from './workers.ts';

const [, , dir = '', file = ''] = process.argv;
const db = openOwner(dir, { clock: systemClock });
if (!db.ok) throw new Error(db.error.kind);
let turn = 'first';
const drafts = new Drafts({
  db: db.value,
  copies: listCopies(dataPaths(dir).drafts),
  clock: systemClock,
  newId: () => v7(),
  emit: (_name, payload) => {
    if ('recipients' in payload) process.stdout.write(`${turn} ${payload.recipients}\n`);
  },
  log: { bug: () => '', event: () => undefined },
  workerUrl: IMPORT_WORKER,
  signal: new AbortController().signal,
});
const settings = { country: 'PH', sender: 'OFFICE', template: 'A' };
const begun = await drafts.begin({ kind: 'file', path: file }, { settings });
if (!begun.ok) throw new Error(begun.error.kind);
const { draft } = begun.value;
await drafts.build(draft);
turn = 'again';
drafts.update(draft, { template: 'B' });
const built = await drafts.build(draft);
process.stdout.write(`${built.ok ? 'done' : built.error.kind}\n`);
