/** An office with an account at a gateway of the test's own, and lists that are ready to be sent. */
import { breaches } from '../helpers/checker.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import {
  startTruthGateway,
  type TruthGateway,
  type TruthGatewayOptions,
} from '../helpers/truthGateway.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { openOwner } from '../../electron/db/open.ts';
import { systemClock } from '../../electron/runtime.ts';
import { afterEach } from 'vitest';
import { launchForTest, type LaunchOptions, type TestApp } from './host.ts';
import { call, open, skipFirstStart } from './support.ts';

export { readyList } from './readyList.ts';

/** The office. */
export interface Office {
  readonly app: TestApp;
  readonly gateway: TruthGateway;
}

const gateways: TruthGateway[] = [];

afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
});

/** Sets it up for one test: account, key, price and operator, by the calls that the screens make. */
export async function openOffice(
  options: LaunchOptions = {},
  gatewayOptions: TruthGatewayOptions = {},
): Promise<Office> {
  const gateway = await startTruthGateway(gatewayOptions);
  gateways.push(gateway);
  const app = await launchForTest(options);
  await skipFirstStart(app.page);
  await call(app.page, 'setAccount', {
    org: gateway.org,
    baseUrl: gateway.url,
    sender: 'Clinic',
    country: 'KE',
  });
  await call(app.page, 'setApiKey', { key: gateway.apiKey });
  await call(app.page, 'setPrices', { prices: [{ country: 'KE', microPerPart: 20_000 }] });
  return { app, gateway };
}

/** Opens a list's send screen and presses its one button. */
export async function pressSend({ page }: TestApp, batch: string): Promise<void> {
  await open(page, `/batch/${batch}/send`);
  await page
    .getByRole('button', { name: /^(?:Send \d+ messages? now|Wait for the line)/u })
    .click();
}

/** Every breach of "nothing twice, nothing lost" in an ended application's data, in words. */
export function breachesOf({ app, gateway }: Office, batch: string): readonly string[] {
  const owner = unwrap(openOwner(app.dataDir, { clock: systemClock }));
  try {
    const row = batchQueries(owner)
      .list()
      .find(({ id }) => id === batch);
    if (row === undefined) throw new Error(`no batch ${batch}`);
    return breaches(owner, row.key, gateway.truth);
  } finally {
    owner.close();
  }
}
