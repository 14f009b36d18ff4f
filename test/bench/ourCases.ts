/** Postbag's own cases: the same services that the command line uses, on a real data folder. */
import { v7 as newId } from 'uuid';
import { createApiClient } from '../../electron/api/client.ts';
import type { ApiClient } from '../../electron/api/types.ts';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { exportHistory, type ExportFormat } from '../../electron/history/exportHistory.ts';
import { importFile } from '../../electron/import/importFile.ts';
import { pollReceipts } from '../../electron/receipts/pollReceipts.ts';
import { systemClock, systemSleep } from '../../electron/runtime.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import { openOwnerServices, type OwnerServices } from '../../electron/services.ts';
import type { Result } from '../../shared/errors.ts';
import { BENCH_TEMPLATE } from './sampleList.ts';

const ORG = 1;

/** The value of a result that must be there. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`bench: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Opens the folder, runs, and closes it whatever happens. */
export async function withServices<T>(
  dir: string,
  run: (services: OwnerServices) => Promise<T>,
): Promise<T> {
  const services = must(openOwnerServices(dir, systemClock));
  try {
    return await run(services);
  } finally {
    services.close();
  }
}

async function withApi<T>(url: string, run: (api: ApiClient) => Promise<T>): Promise<T> {
  const api = must(
    createApiClient({ baseUrl: url, apiKey: 'bench', org: ORG }, { clock: systemClock }),
  );
  try {
    return await run(api);
  } finally {
    await api.close();
  }
}

/** Sets the account and the prices of the bench. */
export async function prepareFolder(dir: string, url: string): Promise<void> {
  await withServices(dir, async ({ db }) => {
    const now = systemClock.nowMs();
    accountQueries(db).set({ org: ORG, baseUrl: url, sender: 'Office', country: 'KE' }, now);
    const prices = ['KE', 'TZ', 'PH'].map((country) => ({ country, microPerPart: 20_000 }));
    priceQueries(db).set(prices, 'bench', now);
  });
}

/** Imports the list; answers the recipients. */
export async function ourImport(services: OwnerServices, file: string): Promise<number> {
  const report = must(
    await importFile(
      {
        db: services.db,
        clock: systemClock,
        newId,
        workerUrl: new URL('../../dist/import-worker.js', import.meta.url),
      },
      { file, message: { template: BENCH_TEMPLATE }, to: 'phone', name: 'bench' },
    ),
  );
  return report.recipients;
}

/** Sends the folder's one batch; answers the accepted messages. */
export async function ourSend(services: OwnerServices, url: string): Promise<number> {
  const batch = batchQueries(services.db).list()[0]?.id ?? '';
  const { ledger } = must(services.sending);
  return withApi(url, async (api) => {
    const deps = { db: services.db, ledger, api, clock: systemClock, sleep: systemSleep };
    const report = must(await sendBatch(deps, batch, { maxRequest: 1000, lanes: 4 }));
    if (report.stopped !== null)
      throw new Error(`bench: stopped ${JSON.stringify(report.stopped)}`);
    return report.counts.accepted;
  });
}

/** Reads the statuses of the folder's one batch; answers the delivered messages. */
export async function ourReceipts(services: OwnerServices, url: string): Promise<number> {
  const batch = batchQueries(services.db).list()[0]?.id ?? '';
  return withApi(url, async (api) => {
    const deps = { db: services.db, api, clock: systemClock, sleep: systemSleep };
    return must(await pollReceipts(deps, { batch })).counts.delivered;
  });
}

/** Exports everything; answers the rows. */
export async function ourExport(
  services: OwnerServices,
  out: string,
  format: ExportFormat,
): Promise<number> {
  const workerUrl = new URL('../../dist/export-worker.js', import.meta.url);
  const deps = { db: services.db, clock: systemClock, workerUrl };
  return must(await exportHistory(deps, { format, out })).rows;
}
