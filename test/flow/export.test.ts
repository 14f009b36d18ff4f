/** The main job on the sample list against the practice gateway; its exports agree with the books. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 as newId } from 'uuid';
import { createApiClient } from '../../electron/api/client.ts';
import { accountQueries } from '../../electron/db/accounts.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { defuseFormula } from '../../electron/history/csvCells.ts';
import { exportHistory, type ExportFormat } from '../../electron/history/exportHistory.ts';
import { importFile, type ImportReport } from '../../electron/import/importFile.ts';
import { type PracticeGateway, startPracticeGateway } from '../../electron/practice/gateway.ts';
import { PRACTICE_PRICES } from '../../electron/practice/prices.ts';
import { pollReceipts } from '../../electron/receipts/pollReceipts.ts';
import { systemClock, systemSleep } from '../../electron/runtime.ts';
import { sendBatch, type SendReport } from '../../electron/send/sendBatch.ts';
import { openOwnerServices, type OwnerServices } from '../../electron/services.ts';
import { dataFolder, unwrap } from '../helpers/dataFolder.ts';
import {
  type Exported,
  readCsv,
  readNdjson,
  readSheets,
} from '../unit/electron/history/exportHelpers.ts';
import { IMPORT_WORKER } from '../helpers/workers.ts';

const MESSAGE = 'Dear {{name|friend}}, your appointment is on {{date}} at {{clinic}}.';

let gateway: PracticeGateway;
let services: OwnerServices;
let imported: ImportReport;
let sent: SendReport;
let rows: Exported[] = [];

async function importSample(): Promise<ImportReport> {
  const { db } = services;
  const now = systemClock.nowMs();
  const account = { org: gateway.org, baseUrl: gateway.url, sender: 'Clinic', country: 'KE' };
  accountQueries(db).set(account, now);
  const prices = [...PRACTICE_PRICES].map(([country, microPerPart]) => ({ country, microPerPart }));
  priceQueries(db).set(prices, 'practice', now);
  const workerUrl = IMPORT_WORKER;
  const deps = { db, clock: systemClock, newId, workerUrl };
  const request = { file: 'docs/sample-list.csv', message: { template: MESSAGE }, name: 'Demo' };
  return unwrap(await importFile(deps, request));
}

async function exportAs(format: ExportFormat): Promise<string> {
  const out = `${services.db.dir}/history.${format}`;
  const deps = { db: services.db, clock: systemClock };
  return unwrap(await exportHistory(deps, { format, out })).file;
}

beforeAll(async () => {
  gateway = unwrap(await startPracticeGateway({ speed: 1_000_000 }));
  services = unwrap(openOwnerServices(dataFolder(), systemClock));
  imported = await importSample();
  const { db } = services;
  const { ledger } = unwrap(services.sending);
  const config = { baseUrl: gateway.url, apiKey: gateway.apiKey, org: gateway.org };
  const api = unwrap(createApiClient(config, { clock: systemClock }));
  const deps = { db, ledger, api, clock: systemClock, sleep: systemSleep };
  sent = unwrap(await sendBatch(deps, imported.batch, {}));
  // Two days of practice time.
  await systemSleep(200);
  unwrap(await pollReceipts(deps, { batch: imported.batch }));
  await api.close();
  rows = readNdjson(await exportAs('ndjson'));
});

afterAll(async () => {
  services.close();
  await gateway.close();
});

const count = (state: string): number => rows.filter((row) => row['state'] === state).length;
const sum = (column: string): number =>
  rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

describe('the history of the whole job', () => {
  test('has every recipient once, in an end state', () => {
    expect(sent).toMatchObject({ state: 'done', stopped: null });
    expect(rows).toHaveLength(imported.recipients);
    expect(new Set(rows.map((row) => row['to'])).size).toBe(rows.length);
    expect(count('rejected')).toBe(2);
    expect(count('failed')).toBeGreaterThanOrEqual(4);
    expect(count('delivered')).toBeGreaterThanOrEqual(30);
    const ends = ['rejected', 'failed', 'delivered', 'no_receipt', 'with_operator', 'accepted'];
    expect(rows.filter((row) => !ends.includes(String(row['state'])))).toEqual([]);
  });

  test('its sums are those of the gateway’s books', () => {
    const books = gateway.books();
    expect(rows.length - count('rejected')).toBe(books.accepted);
    expect(count('rejected')).toBe(books.rejected);
    expect(sum('charged_micro')).toBe(books.chargedMicro);
    const left = rows.filter((row) => row['state'] !== 'rejected');
    const estimate = left.reduce((total, row) => total + Number(row['estimate_micro']), 0);
    expect(estimate).toBe(books.chargedMicro + books.refundedMicro);
  });

  test('says when and why', () => {
    for (const row of rows) {
      expect(row['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
      const state = String(row['state']);
      expect(row['sent_at'] === null).toBe(state === 'rejected');
      expect(row['error'] === null).toBe(!['failed', 'rejected'].includes(state));
      expect(row['delivered_at'] === null).toBe(state !== 'delivered');
      expect(row['message_id'] === null && state !== 'rejected').toBe(false);
    }
  });

  test('is the same in all three formats', async () => {
    const text = (value: unknown): string =>
      typeof value === 'number' || typeof value === 'string' ? String(value) : '';
    const comparable = (list: readonly Exported[]) =>
      list.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([name]) => !name.endsWith('_local'))
            .map(([name, value]) => [name, text(value)]),
        ),
      );
    const csv = readCsv(await exportAs('csv'));
    const harmless = comparable(rows).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, defuseFormula(cell)])),
    );
    expect(comparable(csv)).toEqual(harmless);
    const sheets = await readSheets(await exportAs('xlsx'));
    expect(comparable(sheets.flat())).toEqual(comparable(rows));
    expect(sheets.flat().every((row) => typeof row['to'] === 'string')).toBe(true);
    expect(sheets.flat().every((row) => typeof row['parts'] === 'number')).toBe(true);
  });
});
