/**
 * The faults that the truth gateway can inject, by name.
 *
 * `…_accepted`: the messages of the request are taken into the truth, whatever the client sees. Without
 * it they are not. (A 200 of any kind has taken them, unless its name says otherwise.)
 */
import type { Reply } from './truthGatewayBooks.ts';
import type { TlsFace } from './truthGatewayTls.ts';

/** Before a byte of HTTP: over TLS only, but for the first. */
export type ConnectionFault =
  /** The connection is taken and reset at once. */
  | 'reset_connection'
  /** Reset when the TLS greeting arrives. */
  | 'reset_handshake'
  /** The TLS greeting is never answered. */
  | 'stall_handshake'
  /** A captive portal: plain HTTP on the TLS port. */
  | 'plain_http'
  | Exclude<TlsFace, 'good'>;

/** While the request arrives: nothing is taken. */
export type ArrivalFault =
  | 'close_before_body'
  | 'reset_before_body'
  | 'close_during_body'
  | 'reset_during_body'
  /** 413 at the headers, then closed, without reading the body. */
  | 'early_413';

/** The whole request has arrived. */
type AnswerFault =
  | 'none'
  | 'close_after_body'
  | 'close_after_body_accepted'
  | 'reset_after_body'
  | 'reset_after_body_accepted'
  | 'stall'
  | 'stall_accepted'
  | 'headers_cut_accepted'
  | 'garbage'
  | 'garbage_accepted'
  | 'upgrade_accepted'
  /** 103 before the real answer: harmless. */
  | 'early_hints'
  | 'ok_stall'
  | 'ok_truncated'
  | 'ok_truncated_chunked'
  | 'ok_reset'
  /** Whole by the rules of HTTP (the end of the connection ends it), cut all the same. */
  | 'ok_cut_at_close'
  | 'ok_oversize'
  | 'ok_html'
  | 'ok_invalid_json'
  | 'ok_empty'
  | 'ok_not_object'
  | 'portal_html_not_accepted'
  | 'error_only_not_accepted'
  | 'created_201'
  /** Compressed although identity was asked for: harmless. */
  | 'gzip'
  | ReplyFault
  | `status_${number}`
  | `status_${number}_${StatusBody}`
  | `status_${number}_accepted`
  | `status_${number}_${StatusBody}_accepted`
  | `slow_${number}`;

/** What a `status_…` answer carries; `api` (an error in the API's words) if nothing is said. */
type StatusBody = 'api' | 'html' | 'empty' | 'json' | 'ids' | 'cut';

/** A 200 that has taken the messages, but says so wrongly. The last six are harmless to the verdict. */
type ReplyFault =
  | 'entry_missing'
  | 'entry_extra'
  | 'entry_null'
  | 'entry_odd_error'
  | 'entries_absent'
  | 'entries_reordered'
  | 'id_repeated'
  | 'id_empty'
  | 'id_number'
  | 'count_wrong'
  | 'count_absent'
  | 'error_on_top'
  | 'entry_refused_shifted'
  | 'proto_keys'
  | 'estimates_absent'
  | 'estimates_odd'
  | 'numbers_as_strings'
  | 'byte_order_mark'
  | 'ids_opaque';

/** Any fault. `none` is none. */
export type Fault = ConnectionFault | ArrivalFault | AnswerFault;

const CONNECTION_FAULTS: ReadonlySet<string> = new Set([
  'reset_connection',
  'reset_handshake',
  'stall_handshake',
  'plain_http',
  'self_signed',
  'wrong_host',
  'expired',
  'tls_1_1',
] satisfies ConnectionFault[]);

const ARRIVAL_FAULTS: ReadonlySet<string> = new Set([
  'close_before_body',
  'reset_before_body',
  'close_during_body',
  'reset_during_body',
  'early_413',
] satisfies ArrivalFault[]);

export const isConnectionFault = (fault: Fault): fault is ConnectionFault =>
  CONNECTION_FAULTS.has(fault);

export const isArrivalFault = (fault: Fault): fault is ArrivalFault => ARRIVAL_FAULTS.has(fault);

/** Whether the request's messages are taken into the truth under this fault. */
export function takesMessages(fault: Fault): boolean {
  if (isConnectionFault(fault) || isArrivalFault(fault) || fault.endsWith('_not_accepted')) {
    return false;
  }
  if (fault.endsWith('_accepted')) return true;
  const status = /^status_(\d+)/.exec(fault);
  if (status !== null) return status[1] === '200';
  return !['close_after_body', 'reset_after_body', 'stall', 'garbage'].includes(fault);
}

/** The faults that a hostile line throws in at random, in the tests of whole jobs. */
const LINE_FAULTS: readonly Fault[] = [
  'reset_connection',
  'close_before_body',
  'reset_during_body',
  'close_after_body',
  'close_after_body_accepted',
  'reset_after_body',
  'reset_after_body_accepted',
  'garbage_accepted',
  'headers_cut_accepted',
  'ok_truncated',
  'ok_reset',
  'ok_html',
  'ok_empty',
  'entry_missing',
  'entries_reordered',
  'count_wrong',
  'status_500',
  'status_502_html_accepted',
  'status_503',
  'status_429',
  'status_413',
];

/** Numbers in [0, 1) that depend on the seed and the place alone. */
export function dice(seed: number, place: number): number {
  let x = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** A plan of random faults: `rate` of the requests meet one of `faults`. */
export function faultsFromSeed(
  seed: number,
  rate: number,
  faults: readonly Fault[] = LINE_FAULTS,
): (requestNo: number) => Fault {
  return (requestNo) => {
    if (dice(seed, requestNo * 2) >= rate) return 'none';
    return faults[Math.floor(dice(seed, requestNo * 2 + 1) * faults.length)] ?? 'none';
  };
}

type Entry = Record<string, unknown>;

interface BulkReply {
  error: unknown;
  acceptedMessages: unknown;
  messages: Entry[];
}

const setFirst = (reply: BulkReply, fields: Entry): void => {
  Object.assign(reply.messages[0] ?? {}, fields);
};

const RESHAPE: Readonly<Record<ReplyFault, (reply: BulkReply) => unknown>> = {
  entry_missing: (reply) => ({ ...reply, messages: reply.messages.slice(1) }),
  entry_extra: (reply) => ({
    ...reply,
    messages: [...reply.messages, { ...reply.messages[0], id: 'SMS20190701T053121-1-1-999' }],
  }),
  entry_null: (reply) => ({ ...reply, messages: [null, ...reply.messages.slice(1)] }),
  entry_odd_error: (reply) => (setFirst(reply, { error: { code: 17 } }), reply),
  entries_absent: (reply) => ({ ...reply, messages: undefined }),
  entries_reordered: (reply) => ({ ...reply, messages: reply.messages.toReversed() }),
  id_repeated: (reply) => (setFirst(reply, { id: reply.messages.at(-1)?.['id'] }), reply),
  id_empty: (reply) => (setFirst(reply, { id: '' }), reply),
  id_number: (reply) => (setFirst(reply, { id: 17 }), reply),
  count_wrong: (reply) => ({ ...reply, acceptedMessages: reply.messages.length + 1 }),
  count_absent: (reply) => ({ ...reply, acceptedMessages: undefined }),
  error_on_top: (reply) => ({ ...reply, error: 'something went wrong' }),
  entry_refused_shifted: (reply) => {
    // The first message is refused, but the answer puts the refusal last.
    const [, ...others] = reply.messages;
    const refused = { id: '', estimateMicro: 0, estimate: '0.00', error: 'no route' };
    return { ...reply, acceptedMessages: others.length, messages: [...others, refused] };
  },
  proto_keys: (reply) => {
    const text = JSON.stringify(reply);
    return JSON.parse(
      `{"__proto__":{"error":"x","id":"y"},"constructor":{"prototype":{"error":"x"}},${text.slice(1)}`,
    ) as unknown;
  },
  // A price without an answer to compare it with; `odd` with a total that would agree.
  estimates_absent: (reply) => {
    for (const entry of reply.messages) delete entry['estimateMicro'];
    return { ...reply, estimateMicro: undefined };
  },
  estimates_odd: (reply) => (setFirst(reply, { estimateMicro: 900_000.5 }), reply),
  numbers_as_strings: (reply) => ({ ...reply, acceptedMessages: String(reply.acceptedMessages) }),
  byte_order_mark: (reply) => reply,
  ids_opaque: (reply) => {
    for (const [index, entry] of reply.messages.entries()) {
      if (entry['id'] !== '')
        entry['id'] = `${String.fromCharCode(0x61 + (index % 26))}/ü ${index}x`;
    }
    return reply;
  },
};

const isReplyFault = (fault: Fault): fault is ReplyFault => Object.hasOwn(RESHAPE, fault);

/** The bytes of a 200's body under a fault of what it says, or `null` for another kind of fault. */
export function reshapedBody(fault: Fault, reply: Reply): Buffer | null {
  if (!isReplyFault(fault)) return null;
  if (reply.status !== 200 || !Object.hasOwn(Object(reply.body) as object, 'messages')) return null;
  const copy = structuredClone(reply.body) as BulkReply;
  const text = stringify(RESHAPE[fault](copy));
  return Buffer.from(fault === 'byte_order_mark' ? `\uFEFF${text}` : text);
}

/** `JSON.stringify` keeps an own `__proto__` key, which is the point of it. */
const stringify = (value: unknown): string => JSON.stringify(value);

const HTML =
  '<!doctype html><html><head><title>Error</title></head><body id="main">No.</body></html>';

/** The status, body and headers of a `status_…` fault, or `null` for another kind of fault. */
export function statusAnswer(
  fault: Fault,
  ids: readonly string[],
): {
  status: number;
  body: string;
  cut: boolean;
  headers: Readonly<Record<string, string>>;
} | null {
  const match = /^status_(\d{3})(?:_(api|html|empty|json|ids|cut))?(?:_accepted)?$/.exec(fault);
  if (match === null) return null;
  const status = Number(match[1]);
  const kind = (match[2] ?? 'api') as StatusBody;
  const error =
    status === 402 ? 'insufficient funds' : status === 401 ? 'Invalid Token' : 'refused';
  const bodies: Readonly<Record<StatusBody, string>> = {
    api: JSON.stringify({ error, errorCode: `test.${status}` }),
    cut: JSON.stringify({ error, errorCode: `test.${status}` }),
    html: HTML,
    empty: '',
    json: JSON.stringify({ message: 'no' }),
    ids: JSON.stringify({ error, messages: ids.map((id) => ({ id, error: '' })) }),
  };
  const headers: Record<string, string> =
    status >= 300 && status < 400 ? { location: 'https://elsewhere.test/' } : {};
  if (status === 429) headers['retry-after'] = '7';
  return { status, body: bodies[kind], cut: kind === 'cut', headers };
}

export const HTML_PAGE = HTML;
