/** Sent messages followed to their end, by list and by id, against a gateway that knows the truth. */
import { describe, expect, test } from 'vitest';
import { pollReceipts } from '../../electron/receipts/pollReceipts.ts';
import type { ReceiptOptions, ReceiptReport } from '../../electron/receipts/pollReceipts.ts';
import type { AppError } from '../../shared/errors.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { TruthGatewayOptions } from '../helpers/truthGateway.ts';

/** Sends a list to a gateway whose clock is the test's. */
async function sent(messages: number, gateway: TruthGatewayOptions = {}) {
  const time = leapingClock();
  const line = await sendLine({ messages, gateway: { nowMs: time.clock.nowMs, ...gateway } });
  await line.send({}, {}, time);
  const poll = async (options: ReceiptOptions = {}): Promise<ReceiptReport> =>
    unwrap<ReceiptReport, AppError>(await pollReceipts({ ...line, ...time }, options));
  return { line, time, poll };
}

describe.each(['S', 'O', 'both'] as const)('receipts in the fields of %s', (fields) => {
  test.each([true, false])('follow every message to its end (list: %s)', async (list) => {
    const { line, poll } = await sent(300, { fields, list });
    const report = await poll({ batch: line.batch.id, untilFinal: true });
    expect(report).toMatchObject({ counts: { delivered: 300 }, nextDueMs: null, stopped: null });
    expect(report.chargedMicro).toBe(300 * 20_000);
    expect(report.listed > 0).toBe(list);
    expect(line.breaches()).toEqual([]);
  });
});

test('failures say why, and silence ends as no receipt', async () => {
  const { line, time, poll } = await sent(30, {
    outcome: ({ text }) => {
      if (text === 'Hello 1') return 'failed';
      return text === 'Hello 2' ? 'unknown' : 'delivered';
    },
  });
  const begunMs = time.clock.nowMs();
  const report = await poll({ batch: line.batch.id, untilFinal: true });
  expect(report.counts).toMatchObject({ delivered: 28, failed: 1, no_receipt: 1 });
  expect(line.states().slice(0, 3)).toEqual(['failed', 'no_receipt', 'delivered']);
  expect(line.messages()[0]?.error).not.toBeNull();
  const hours = (time.clock.nowMs() - begunMs) / 3_600_000;
  expect(hours).toBeGreaterThan(47);
  expect(hours).toBeLessThan(49);
});

test('what is due is polled without naming a batch, and nothing before', async () => {
  const { line, time, poll } = await sent(20);
  expect(await poll()).toMatchObject({ checked: 0, requests: 0 });
  await time.sleep(15_000);
  expect(await poll()).toMatchObject({ checked: 20, changed: 20, counts: { delivered: 20 } });
  expect(line.breaches()).toEqual([]);
});

test('a line that fails now and then loses nothing', async () => {
  const { line, poll } = await sent(200, {
    list: false,
    readFaults: (no) => (no % 7 === 0 ? 'status_503' : no % 5 === 0 ? 'close_after_body' : 'none'),
  });
  const report = await poll({ batch: line.batch.id, untilFinal: true });
  expect(report.counts.delivered).toBe(200);
  expect(line.breaches()).toEqual([]);
});
