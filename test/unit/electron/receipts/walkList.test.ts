import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkList } from '../../../../electron/receipts/walkList.ts';
import type { WalkEnd } from '../../../../electron/receipts/walkList.ts';
import { startStatusGateway } from '../../../helpers/statusGateway.ts';
import type { ListManner, StatusGateway } from '../../../helpers/statusGateway.ts';

const START = Date.UTC(2025, 2, 1);

let gateway: StatusGateway;

beforeEach(async () => {
  gateway = await startStatusGateway();
});

afterEach(() => gateway.close());

function fill(messages: number): void {
  for (let n = 1; n <= messages; n += 1) {
    gateway.messages.set(`SMS${n}`, { id: `SMS${n}`, createdMs: START + n });
  }
}

interface Walked {
  readonly end: WalkEnd;
  /** Different ids, in the order in which they came. */
  readonly ids: readonly string[];
}

async function walk(
  { untilId = '', mayAsk = Infinity } = {},
  window = { startMs: START, endMs: START + 1_000_000 },
): Promise<Walked> {
  const ids = new Set<string>();
  let asked = 0;
  const end = await walkList({
    api: gateway.api,
    window,
    mayAsk: async () => (asked += 1) <= mayAsk,
    onPage: ({ messages }) => {
      for (const { id } of messages) ids.add(id);
      return messages.some(({ id }) => id === untilId);
    },
  });
  return { end, ids: [...ids] };
}

describe('a walk', () => {
  test.each([0, 1, 999, 1000, 1001, 2500])('sees all of %d messages', async (messages) => {
    fill(messages);
    const { end, ids } = await walk();
    expect(end).toEqual({ kind: 'complete' });
    expect(ids.length).toBe(messages);
    expect(ids[0]).toBe(messages === 0 ? undefined : `SMS${messages}`);
  });

  test('asks for outbound messages of the window only', async () => {
    fill(10);
    const { ids } = await walk({}, { startMs: START + 4, endMs: START + 7 });
    expect(ids).toEqual(['SMS6', 'SMS5', 'SMS4']);
    expect(gateway.asked[0]).toContain('dir=outbound');
  });

  test('ends when the caller has seen enough', async () => {
    fill(5000);
    const { end, ids } = await walk({ untilId: 'SMS4500' });
    expect(end).toEqual({ kind: 'enough' });
    expect(ids.length).toBe(1000);
  });

  test('ends when no more may be asked, and does not call that complete', async () => {
    fill(5000);
    const { end, ids } = await walk({ mayAsk: 2 });
    expect(end).toEqual({ kind: 'enough' });
    expect(ids.length).toBe(2000);
  });
});

describe('a list that', () => {
  test.each<ListManner>(['cursor', 'deaf', 'capped', 'strict'])(
    'is %s is seen whole',
    async (manner) => {
      gateway.list = manner;
      fill(350);
      const { end, ids } = await walk();
      expect(end).toEqual({ kind: 'complete' });
      expect(ids.length).toBe(350);
      expect(gateway.asked.length).toBeLessThan(12);
    },
  );

  test.each<[ListManner, string]>([
    ['none', 'api_not_found'],
    ['forbidden', 'api_refused'],
    ['odd', 'api_unknown_answer'],
  ])('is %s is unavailable', async (manner, kind) => {
    gateway.list = manner;
    expect((await walk()).end).toMatchObject({ kind: 'unavailable', error: { kind } });
  });

  test('a key that may not see it is not tried a second way', async () => {
    gateway.list = 'forbidden';
    await walk();
    expect(gateway.asked.length).toBe(1);
  });

  test('goes away underway is not complete', async () => {
    fill(2500);
    const { api } = gateway;
    let pages = 0;
    const end = await walkList({
      api: {
        list: async (query) => {
          pages += 1;
          if (pages === 2) gateway.list = 'forbidden';
          return api.list(query);
        },
      },
      window: { startMs: START, endMs: START + 1_000_000 },
      mayAsk: async () => true,
      onPage: () => false,
    });
    expect(end.kind).toBe('unavailable');
  });

  test('cannot be reached has failed', async () => {
    await gateway.close();
    expect((await walk()).end).toMatchObject({ kind: 'failed' });
    gateway = await startStatusGateway();
  });
});
