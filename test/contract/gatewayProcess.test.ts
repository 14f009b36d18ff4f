/** The truth gateway in a process of its own: it keeps the truth when its client is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { judgeBulk } from '../../electron/api/verdict.ts';
import { clientOf, someMessages } from '../helpers/apiLine.ts';
import type { TruthGateway } from '../helpers/truthGateway.ts';

const SCRIPT = new URL('../helpers/truthGatewayProcess.ts', import.meta.url).pathname;

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill();
  child = null;
});

async function startProcess(options: object): Promise<TruthGateway> {
  const started = spawn(process.execPath, [SCRIPT, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  const line = await new Promise<string>((resolve) => {
    createInterface(started.stdout).once('line', resolve);
  });
  return JSON.parse(line) as TruthGateway;
}

const messages = someMessages(3);

test.each([false, true])(
  'it answers, misbehaves as planned, and tells the truth (TLS: %s)',
  async (tls) => {
    const gateway = await startProcess({ tls, faults: ['none', 'close_after_body_accepted'] });
    const client = clientOf(gateway);
    const lane = client.openLane();
    const kinds: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const exchange = await lane.bulk(client.bulkBody(messages), () => undefined);
      kinds.push(judgeBulk(exchange, 3).kind);
    }
    expect(kinds).toEqual(['accepted', 'in_doubt']);
    expect(await client.balance()).toMatchObject({ ok: true });
    await client.close();
    expect(gateway.apiKey).not.toBe('');
  },
);

test('GET /truth, POST /faults', async () => {
  const gateway = await startProcess({});
  const plan = await fetch(`${gateway.url}/faults`, {
    method: 'POST',
    body: '["status_503_accepted"]',
  });
  expect(plan.status).toBe(200);
  const client = clientOf(gateway);
  const exchange = await client.openLane().bulk(client.bulkBody(messages), () => undefined);
  expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'in_doubt', reason: 'status_503' });
  const told = (await (await fetch(`${gateway.url}/truth`)).json()) as object;
  expect(told).toMatchObject({
    truth: messages.map(({ to, message }) => ({ to, text: message })),
    requests: [{ no: 1, fault: 'status_503_accepted', complete: true, taken: 3 }],
  });
  await client.close();
});

test('random faults repeat with their seed', async () => {
  const run = async (): Promise<readonly string[]> => {
    const gateway = await startProcess({ seed: 7, rate: 0.7 });
    const client = clientOf(gateway);
    const lane = client.openLane();
    const seen: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      const exchange = await lane.bulk(client.bulkBody(messages), () => undefined);
      seen.push(judgeBulk(exchange, 3).kind);
    }
    await client.close();
    child?.kill();
    return seen;
  };
  const first = await run();
  expect(new Set(first).size).toBeGreaterThan(1);
  expect(await run()).toEqual(first);
});
