/** One handler for each call of the contract, each a single delegation to a service. */
import { ok } from '../../shared/errors.ts';
import type { Handlers } from '../../shared/ipc/types.ts';
import { batchQueries } from '../db/batches.ts';
import type { Db } from '../db/open.ts';
import { summarise } from '../services.ts';

/** What the handlers need. */
export interface HandlerDeps {
  readonly db: Db;
  readonly version: string;
}

/** The handlers over one data folder. */
export function createHandlers({ db, version }: HandlerDeps): Handlers {
  return {
    listBatches: () => ok([...summarise(db, batchQueries(db).list())]),
    appInfo: () => ok({ version, dataFolder: db.dir }),
  };
}
