/** Safe mode: the single call, one message a request, which can be repeated. */
import { describe, expect, test } from 'vitest';
import { inTransaction } from '../../electron/db/connection.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { messageKey } from '../../electron/db/keys.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

/** What `resolve --send-again` does to a message in doubt. */
function decideToSendAgain({ db, batch }: SendLineSetup, seq: number): void {
  inTransaction(db, () => {
    db.sql
      .prepare(
        'UPDATE message SET state = 0, attempt = attempt + 1, request_key = NULL WHERE key = ?',
      )
      .run(messageKey(batch.key, seq));
    countQueries(db).move(batch.key, 'in_doubt', 'queued', 1);
  });
  batchQueries(db).apply(batch.key, { type: 'reopened' }, { atMs: Date.now() });
}

const kinds = ({ db }: SendLineSetup) =>
  db.sql
    .prepare<[], { kind: string; verdict: string; n: number }>(
      `SELECT kind, verdict, count(*) AS n FROM request GROUP BY kind, verdict ORDER BY kind, verdict`,
    )
    .all();

describe('a whole batch in safe mode', () => {
  test('sends each message by a call of its own, with a key of its own', async () => {
    const line = await sendLine({ messages: 25 });
    const report = await line.send({ safe: true, lanes: 3 });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 25 }, requests: 25 });
    expect(kinds(line)).toEqual([{ kind: 'single', verdict: 'accepted', n: 25 }]);
    const keys = line.gateway.truth.map((message) => message.clientDedup);
    expect(new Set(keys).size).toBe(25);
    expect(keys).toContain(`postbag:${line.batch.id}:1:0`);
    expect(line.breaches()).toEqual([]);
  });

  test('doubt is met by the same call again: nothing is sent twice, nothing stays in doubt', async () => {
    const line = await sendLine({ messages: 20 });
    const faults = [
      'close_after_body_accepted',
      'none',
      'status_500',
      'none',
      'ok_truncated',
      'ok_empty',
      'none',
      'reset_after_body',
    ] as const;
    line.plan(faults);
    const report = await line.send({ safe: true });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 20, in_doubt: 0 } });
    expect(line.gateway.truth).toHaveLength(20);
    const ids = line.messages().map((message) => message.messageId);
    expect(ids).toEqual(line.gateway.truth.map((message) => message.id));
    expect(line.breaches()).toEqual([]);
  });

  test('what is still unknown when the repetitions end is in doubt', async () => {
    const line = await sendLine({ messages: 20 });
    line.plan((no) => (no > 12 && no <= 18 ? 'status_500_accepted' : 'none'));
    const report = await line.send({ safe: true });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 19, in_doubt: 1 } });
    expect(line.states()[12]).toBe('in_doubt');
    expect(line.breaches()).toEqual([]);
  });

  test('a refusal of the repetition proves nothing of the first call', async () => {
    const line = await sendLine({ messages: 20 });
    line.plan((no) => {
      if (no === 13) return 'close_after_body_accepted';
      return no > 13 && no <= 18 ? 'status_400' : 'none';
    });
    const report = await line.send({ safe: true });
    expect(report.counts).toMatchObject({ accepted: 19, in_doubt: 1 });
    expect(line.breaches()).toEqual([]);
  });

  test('nothing sent at all goes back to the queue', async () => {
    const line = await sendLine({ messages: 3 });
    await line.gateway.stopListening();
    const report = await line.send({ safe: true });
    expect(report).toMatchObject({ stopped: { reason: 'offline' }, counts: { queued: 3 } });
  });

  test('a refused message is rejected, and a few of them do not stop it', async () => {
    const refuse = ({ text }: { text: string }) => (text === 'Hello 15' ? 'no such number' : null);
    const line = await sendLine({ messages: 20, gateway: { refuse } });
    const report = await line.send({ safe: true });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 19, rejected: 1 } });
    expect(line.messages()[14]).toMatchObject({ state: 'rejected', error: 'no such number' });
    expect(line.breaches()).toEqual([]);
  });

  test('doubt in its first messages stops it, too', async () => {
    const line = await sendLine({ messages: 20 });
    line.plan((no) => (no > 2 ? 'close_after_body_accepted' : 'none'));
    const report = await line.send({ safe: true });
    expect(report.stopped).toEqual({ reason: 'canary_doubt', inDoubt: 1 });
    expect(report.counts).toMatchObject({ accepted: 2, in_doubt: 1, queued: 17 });
    expect(line.breaches()).toEqual([]);
  });

  test('a gateway without the single call stops it', async () => {
    const line = await sendLine({ messages: 3, gateway: { single: false } });
    const report = await line.send({ safe: true });
    expect(report).toMatchObject({ stopped: { reason: 'refused', status: 404 } });
    expect(report.counts.queued).toBe(3);
  });
});

describe('messages that the operator decided to send again', () => {
  test('go by the single call, the others in bulk', async () => {
    const line = await sendLine({ messages: 60 });
    line.plan(['none', 'close_after_body_accepted', 'status_401']);
    await line.send();
    expect(line.states()[10]).toBe('in_doubt');
    decideToSendAgain(line, 11);
    const report = await line.send({ resendRecent: true });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 41, in_doubt: 19 } });
    const again = line.gateway.truth.filter(({ text }) => text === 'Hello 11');
    expect(again.map((message) => message.clientDedup)).toEqual([
      null,
      `postbag:${line.batch.id}:11:1`,
    ]);
    expect(line.breaches()).toEqual([]);
  });

  test('reopen a batch that was done', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(['close_after_body_accepted']);
    expect(await line.send()).toMatchObject({ state: 'done', counts: { in_doubt: 3 } });
    decideToSendAgain(line, 2);
    expect(await line.send()).toMatchObject({
      state: 'done',
      counts: { accepted: 1, in_doubt: 2 },
    });
    expect(line.breaches()).toEqual([]);
  });

  test('go in bulk where the operator wants no single call', async () => {
    const line = await sendLine({ messages: 3, gateway: { single: false } });
    line.plan(['close_after_body']);
    await line.send();
    decideToSendAgain(line, 2);
    expect(await line.send({ safe: false })).toMatchObject({ counts: { accepted: 1 } });
  });
});
