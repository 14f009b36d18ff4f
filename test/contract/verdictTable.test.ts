/**
 * Every row of SENDING.md's verdict table, over plain HTTP and TLS, against a gateway that records
 * what it really took. Each asserts the verdict and the truth.
 */
import nodeTls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { judgeBulk } from '../../electron/api/verdict.ts';
import type { BulkVerdict, Exchange } from '../../electron/api/types.ts';
import { type ApiLine, openLine, someMessages } from '../helpers/apiLine.ts';
import type { Fault } from '../helpers/truthGateway.ts';

const MESSAGES = someMessages(3);

/** What a fault must lead to: the verdict, the messages really taken, and what is salvaged. */
interface Row {
  readonly fault: Fault;
  readonly verdict: Partial<Record<string, unknown>> & { readonly kind: BulkVerdict['kind'] };
  readonly taken: number;
  /** How many ids must be salvaged: all, some, or none. */
  readonly salvaged?: 'all' | 'some' | 'none';
}

interface Seen {
  readonly exchange: Exchange;
  readonly verdict: BulkVerdict;
  readonly taken: number;
  readonly barriers: number;
  readonly ids: readonly string[];
}

async function send(line: ApiLine, fault: Fault): Promise<Seen> {
  const before = line.gateway.truth.length;
  line.gateway.plan([fault]);
  const lane = line.client.openLane();
  let barriers = 0;
  const exchange = await lane.bulk(line.client.bulkBody(MESSAGES), () => {
    barriers += 1;
  });
  await lane.destroy();
  const ids = line.gateway.truth.slice(before).map(({ id }) => id);
  const verdict = judgeBulk(exchange, MESSAGES.length);
  return { exchange, verdict, taken: ids.length, barriers, ids };
}

const doubt = (reason: string, probable = false) =>
  ({ kind: 'in_doubt', reason, probable }) as const;
const refused = (status: number, action: string) => ({ kind: 'refused', status, action }) as const;

const BEFORE_THE_WIRE_TLS: readonly Row[] = [
  { fault: 'reset_handshake', verdict: { kind: 'not_sent', stop: false }, taken: 0 },
  {
    fault: 'stall_handshake',
    verdict: { kind: 'not_sent', code: 'CONNECT_TIMEOUT', stop: false },
    taken: 0,
  },
  { fault: 'self_signed', verdict: { kind: 'not_sent', stop: true }, taken: 0 },
  { fault: 'wrong_host', verdict: { kind: 'not_sent', stop: true }, taken: 0 },
  { fault: 'expired', verdict: { kind: 'not_sent', stop: true }, taken: 0 },
  { fault: 'tls_1_1', verdict: { kind: 'not_sent', stop: true }, taken: 0 },
  { fault: 'plain_http', verdict: { kind: 'not_sent', stop: true }, taken: 0 },
];

const AFTER_THE_WIRE: readonly Row[] = [
  { fault: 'close_before_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'reset_before_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'close_during_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'reset_during_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'close_after_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'close_after_body_accepted', verdict: doubt('closed'), taken: 3 },
  { fault: 'reset_after_body', verdict: doubt('closed'), taken: 0 },
  { fault: 'reset_after_body_accepted', verdict: doubt('closed'), taken: 3 },
  { fault: 'stall', verdict: doubt('headers_timeout'), taken: 0 },
  { fault: 'stall_accepted', verdict: doubt('headers_timeout'), taken: 3 },
  { fault: 'headers_cut_accepted', verdict: doubt('closed'), taken: 3 },
  { fault: 'garbage', verdict: doubt('unparsable'), taken: 0 },
  { fault: 'garbage_accepted', verdict: doubt('unparsable'), taken: 3 },
  { fault: 'upgrade_accepted', verdict: doubt('closed'), taken: 3 },
];

const DAMAGED_200: readonly Row[] = [
  { fault: 'ok_stall', verdict: doubt('stalled', true), taken: 3, salvaged: 'some' },
  { fault: 'ok_truncated', verdict: doubt('truncated', true), taken: 3, salvaged: 'some' },
  { fault: 'ok_truncated_chunked', verdict: doubt('truncated', true), taken: 3, salvaged: 'some' },
  { fault: 'ok_reset', verdict: doubt('truncated', true), taken: 3, salvaged: 'some' },
  { fault: 'ok_cut_at_close', verdict: doubt('invalid_json', true), taken: 3, salvaged: 'some' },
  { fault: 'ok_oversize', verdict: doubt('oversize', true), taken: 3, salvaged: 'all' },
  { fault: 'ok_html', verdict: doubt('html', true), taken: 3, salvaged: 'none' },
  { fault: 'portal_html_not_accepted', verdict: doubt('html', true), taken: 0, salvaged: 'none' },
  { fault: 'ok_invalid_json', verdict: doubt('invalid_json', true), taken: 3, salvaged: 'all' },
  { fault: 'ok_empty', verdict: doubt('no_body', true), taken: 3, salvaged: 'none' },
  { fault: 'ok_not_object', verdict: doubt('unknown_shape', true), taken: 3, salvaged: 'none' },
  { fault: 'created_201', verdict: doubt('status_201', true), taken: 3, salvaged: 'all' },
];

const FAILED_CHECKS: readonly Row[] = [
  { fault: 'entry_missing', verdict: doubt('entries_missing', true), taken: 3, salvaged: 'some' },
  { fault: 'entry_extra', verdict: doubt('entries_extra', true), taken: 3 },
  { fault: 'entry_null', verdict: doubt('entry_unreadable', true), taken: 3, salvaged: 'some' },
  { fault: 'entry_odd_error', verdict: doubt('entry_unreadable', true), taken: 3, salvaged: 'all' },
  { fault: 'entries_absent', verdict: doubt('entries_missing', true), taken: 3 },
  { fault: 'entries_reordered', verdict: doubt('order', true), taken: 3, salvaged: 'all' },
  { fault: 'entry_refused_shifted', verdict: doubt('order', true), taken: 2, salvaged: 'all' },
  { fault: 'id_repeated', verdict: doubt('ids_repeated', true), taken: 3, salvaged: 'some' },
  { fault: 'id_empty', verdict: doubt('id_missing', true), taken: 3, salvaged: 'some' },
  { fault: 'id_number', verdict: doubt('id_missing', true), taken: 3 },
  { fault: 'count_wrong', verdict: doubt('accepted_count', true), taken: 3, salvaged: 'all' },
  { fault: 'count_absent', verdict: doubt('accepted_count', true), taken: 3, salvaged: 'all' },
  { fault: 'error_on_top', verdict: doubt('error_on_top', true), taken: 3, salvaged: 'all' },
  { fault: 'error_only_not_accepted', verdict: doubt('entries_missing', false), taken: 0 },
];

const DOUBTFUL_STATUSES: readonly Row[] = [301, 302, 303, 408, 500, 502, 503, 504].flatMap(
  (status) => [
    { fault: `status_${status}` as const, verdict: doubt(`status_${status}`), taken: 0 },
    {
      fault: `status_${status}_html_accepted` as const,
      verdict: doubt(`status_${status}`),
      taken: 3,
    },
  ],
);

const REFUSED_WHOLE: readonly Row[] = [
  ...[307, 308, 401, 403, 404, 415].flatMap((status) => [
    { fault: `status_${status}` as const, verdict: refused(status, 'stop'), taken: 0 },
    { fault: `status_${status}_html` as const, verdict: refused(status, 'stop'), taken: 0 },
    { fault: `status_${status}_empty` as const, verdict: refused(status, 'stop'), taken: 0 },
  ]),
  { fault: 'status_413', verdict: refused(413, 'halve'), taken: 0 },
  { fault: 'status_413_html', verdict: refused(413, 'halve'), taken: 0 },
  {
    fault: 'status_402',
    verdict: { ...refused(402, 'balance'), detail: 'insufficient funds' },
    taken: 0,
  },
  { fault: 'status_429', verdict: { ...refused(429, 'wait'), retryAfterMs: 7000 }, taken: 0 },
  { fault: 'status_400', verdict: { ...refused(400, 'split'), detail: 'refused' }, taken: 0 },
  { fault: 'status_422', verdict: refused(422, 'split'), taken: 0 },
];

const OTHER_WORDS: readonly Row[] = [400, 402, 422, 429].flatMap((status) => [
  { fault: `status_${status}_html` as const, verdict: doubt(`status_${status}`), taken: 0 },
  { fault: `status_${status}_empty` as const, verdict: doubt(`status_${status}`), taken: 0 },
  {
    fault: `status_${status}_json_accepted` as const,
    verdict: doubt(`status_${status}`),
    taken: 3,
  },
  {
    fault: `status_${status}_ids_accepted` as const,
    verdict: doubt(`status_${status}`),
    taken: 3,
    salvaged: 'all' as const,
  },
  { fault: `status_${status}_cut` as const, verdict: doubt(`status_${status}`), taken: 0 },
]);

const ACCEPTED: readonly Row[] = [
  'none',
  'early_hints',
  'gzip',
  'proto_keys',
  'numbers_as_strings',
  'byte_order_mark',
  'ids_opaque',
  'slow_150',
].map((fault) => ({ fault: fault as Fault, verdict: { kind: 'accepted' }, taken: 3 }));

function checkSalvage(seen: Seen, wanted: Row['salvaged']): void {
  if (wanted === undefined || seen.verdict.kind !== 'in_doubt') return;
  const salvaged = seen.verdict.salvagedIds;
  // What is salvaged is true: each id belongs to a message that was taken.
  if (wanted !== 'none') for (const id of salvaged) expect(seen.ids).toContain(id);
  if (wanted === 'all') expect(salvaged.toSorted()).toEqual(seen.ids.toSorted());
  if (wanted === 'some') expect(salvaged.length).toBeGreaterThan(0);
  if (wanted === 'none') expect(salvaged).toEqual([]);
}

/** The verdict in words, for whoever reads the matrix. */
function wordsOf(verdict: BulkVerdict): string {
  switch (verdict.kind) {
    case 'accepted':
      return 'accepted';
    case 'not_sent':
      return `not sent${verdict.stop ? ', stop' : ''}`;
    case 'refused':
      return `refused whole (${verdict.action})`;
    case 'in_doubt':
      return `in doubt${verdict.probable ? ', probably accepted' : ''} (${verdict.reason})`;
  }
}

type Context = Pick<TestContext, 'task'>;

async function checkRow(
  { task }: Context,
  line: ApiLine,
  row: Row,
  barriers: number,
): Promise<void> {
  const { fault } = row;
  const seen = await send(line, fault);
  const { verdict, taken } = seen;
  const over = line.gateway.url.startsWith('https:') ? 'TLS' : 'plain HTTP';
  const sent = MESSAGES.length;
  task.meta.seenVerdict = { fault, over, verdict: wordsOf(verdict), sent, taken };
  expect(seen.verdict).toMatchObject(row.verdict);
  expect(seen.taken).toBe(row.taken);
  expect(seen.barriers).toBe(barriers);
  expect(seen.exchange.wireStarted).toBe(barriers === 1);
  checkSalvage(seen, row.salvaged);
}

/** Each row of an accepted answer names the very message that the gateway took in its place. */
async function checkAccepted(line: ApiLine, row: Row): Promise<void> {
  const seen = await send(line, row.fault);
  const rows = seen.verdict.kind === 'accepted' ? seen.verdict.rows : [];
  expect(rows.map(({ id }) => id)).toEqual(seen.ids);
  expect(rows.map(({ error }) => error)).toEqual(MESSAGES.map(() => null));
}

describe.each([
  { over: 'plain HTTP', tls: false },
  { over: 'TLS', tls: true },
])('over $over', ({ tls }) => {
  let line: ApiLine;
  beforeAll(async () => {
    line = await openLine({ tls });
  });
  afterAll(() => line.close());

  test('nobody listens: not sent', async () => {
    await line.gateway.stopListening();
    try {
      const seen = await send(line, 'none');
      expect(seen.verdict).toMatchObject({ kind: 'not_sent', code: 'ECONNREFUSED', stop: false });
      expect(seen.barriers).toBe(0);
    } finally {
      await line.gateway.startListening();
    }
  });

  test.for(AFTER_THE_WIRE)('$fault: in doubt', (row, context) => checkRow(context, line, row, 1));
  test.for(DAMAGED_200)('$fault: in doubt, probably accepted', (row, context) =>
    checkRow(context, line, row, 1),
  );
  test.for(FAILED_CHECKS)('$fault: in doubt, ids salvaged', (row, context) =>
    checkRow(context, line, row, 1),
  );
  test.for(DOUBTFUL_STATUSES)('$fault: in doubt', (row, context) =>
    checkRow(context, line, row, 1),
  );
  test.for(REFUSED_WHOLE)('$fault: refused whole', (row, context) =>
    checkRow(context, line, row, 1),
  );
  test.for(OTHER_WORDS)('$fault: in doubt', (row, context) => checkRow(context, line, row, 1));
  test.for(ACCEPTED)('$fault: accepted', (row, context) => checkRow(context, line, row, 1));
  test.each(ACCEPTED.filter(({ fault }) => fault !== 'ids_opaque'))(
    '$fault: each row its message',
    (row) => checkAccepted(line, row),
  );

  test('413 before the body was read is refused, or in doubt where the answer was lost', async () => {
    const seen = await send(line, 'early_413');
    expect(['refused', 'in_doubt']).toContain(seen.verdict.kind);
    expect(seen.taken).toBe(0);
  });

  test('after all of this the line still works', (context) =>
    checkRow(context, line, { fault: 'none', verdict: { kind: 'accepted' }, taken: 3 }, 1));
});

describe('before the wire, over TLS', () => {
  let line: ApiLine;
  // However lenient the machine's own settings are, the client asks for TLS 1.2.
  const { DEFAULT_CIPHERS, DEFAULT_MIN_VERSION } = nodeTls;
  beforeAll(() => {
    Object.assign(nodeTls, { DEFAULT_CIPHERS: 'ALL:@SECLEVEL=0', DEFAULT_MIN_VERSION: 'TLSv1' });
  });
  afterAll(() => {
    Object.assign(nodeTls, { DEFAULT_CIPHERS, DEFAULT_MIN_VERSION });
  });
  beforeAll(async () => {
    line = await openLine({ tls: true });
  });
  afterAll(() => line.close());

  test.for(BEFORE_THE_WIRE_TLS)('$fault: not sent', (row, context) =>
    checkRow(context, line, row, 0),
  );
});
