/** The calls about prices and the do-not-contact list: one delegation each. */
import { ok } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import type { accountCalls } from '../../../shared/ipc/contract/app.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { priceQueries } from '../../db/prices.ts';
import { addOptOuts, importOptOuts, listOptOuts, removeOptOut } from '../../work/optOuts.ts';
import { setPrices } from '../../work/prices.ts';
import type { HandlerContext } from '../context.ts';
import type { AccountHandlers } from './account.ts';

/** The handlers of this area. */
export type BookHandlers = Omit<Pick<Handlers, keyof typeof accountCalls>, keyof AccountHandlers>;

/** Makes the handlers of this area. */
export function createBookHandlers(context: HandlerContext): BookHandlers {
  const { clock, desktop, emit, person } = context;
  const db = () => context.session().services.db;
  // Estimates follow the price list, and what waits for somebody the do-not-contact list.
  const told = <T>(result: Result<T>): Result<T> => {
    if (result.ok) emit('batchesChanged', {});
    return result;
  };
  return {
    listPrices: () => ok(priceQueries(db()).list()),
    setPrices: (input) => told(setPrices(db(), input, clock.nowMs())),
    removePrice: ({ country }) => {
      priceQueries(db()).remove(country);
      return told(ok({}));
    },
    listOptOuts: (input) => ok(listOptOuts(db(), input)),
    addOptOuts: async (input) => told(ok(await addOptOuts(db(), input, clock.nowMs()))),
    importOptOuts: async () => {
      const file = await desktop.chooseFile('numbers');
      return file === null ? ok(null) : told(await importOptOuts(db(), file, clock.nowMs()));
    },
    removeOptOut: (input) => told(removeOptOut(db(), input, { person, nowMs: clock.nowMs() })),
  };
}
