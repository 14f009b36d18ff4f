/** The baselines on the wire: raw undici with the same bodies, and a naive script with `fetch`. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { Agent, Pool } from 'undici';

const HEADERS = { authorization: 'Token bench', 'content-type': 'application/json' };
const BULK_PATH = '/v1/messaging/sms/phonenumbers';

/** One message of the bench, as the wire wants it. */
export interface WireMessage {
  readonly to: string;
  readonly from: string;
  readonly message: string;
}

/** Posts bodies made beforehand through one Pool, `lanes` at a time; the answers are parsed. */
export async function rawPosts(
  url: string,
  bodies: readonly Buffer[],
  lanes: number,
): Promise<number> {
  const pool = new Pool(url, { connections: lanes, pipelining: 1 });
  let next = 0;
  let accepted = 0;
  const lane = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await pool.request({
        method: 'POST',
        path: BULK_PATH,
        headers: HEADERS,
        body,
      });
      const json = (await answer.body.json()) as { acceptedMessages: number };
      accepted += json.acceptedMessages;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await pool.close();
  return accepted;
}

/** Reads statuses one by one over keep-alive connections, `parallel` at a time; answers are parsed. */
export async function rawGets(url: string, count: number, parallel: number): Promise<number> {
  const agent = new Agent({ connections: parallel, pipelining: 1 });
  let next = 0;
  let delivered = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const answer = await agent.request({
        origin: url,
        method: 'GET',
        path: `/v1/organizations/1/messages/SMS20260101T000000-1-${index}-0/`,
        headers: HEADERS,
      });
      const json = (await answer.body.json()) as { deliveredByVendor: boolean };
      if (json.deliveredByVendor) delivered += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  await agent.close();
  return delivered;
}

/** The script that anybody would write first: one message a request with `fetch`, ten at a time. */
export async function naiveSend(url: string, file: string, limit: number): Promise<number> {
  const inFlight = new Set<Promise<void>>();
  let accepted = 0;
  let started = 0;
  const post = async (row: Record<string, string>): Promise<void> => {
    const message = `Dear ${row['name']}, your appointment is on ${row['date']} at ${row['clinic']}.`;
    const messages = [{ to: (row['phone'] ?? '').slice(1), from: 'Office', message }];
    const answer = await fetch(url + BULK_PATH, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify({ orgid: 1, messages }),
    });
    const json = (await answer.json()) as { acceptedMessages: number };
    accepted += json.acceptedMessages;
  };
  for await (const record of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    if (started >= limit) break;
    started += 1;
    const task: Promise<void> = post(record as Record<string, string>).finally(() =>
      inFlight.delete(task),
    );
    inFlight.add(task);
    if (inFlight.size >= 10) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  return accepted;
}
