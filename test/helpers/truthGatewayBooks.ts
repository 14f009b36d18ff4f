/**
 * The truth gateway's books: each message that it really took, and what it answers about them.
 *
 * Written after api/API.md, independently of the client that it tests: no code is shared.
 */

/** One message that the gateway really took. */
export interface TruthMessage {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly clientDedup: string | null;
  /** The request (see `GatewayRequest.no`) that brought it. */
  readonly requestNo: number;
  readonly acceptedAtMs: number;
  readonly parts: number;
  /** The whole message's price. */
  readonly costMicro: number;
}

/** How a message ends, once its receipts are in. */
type TruthOutcome = 'delivered' | 'failed' | 'unknown';

/** How the books are kept. */
export interface BooksOptions {
  readonly org: number;
  /** Micro-USD per part, by the beginning of the number (the longest wins). Default 20,000. */
  readonly prices: Readonly<Record<string, number>>;
  /** Absent: endless. Otherwise a request that costs more is answered with 402. */
  readonly balanceMicro: number | null;
  /** Why a message is refused, or `null`. */
  readonly refuse: (message: { to: string; from: string; text: string }) => string | null;
  /** Whether one bad message refuses its whole request (400) rather than its entry. */
  readonly refuseWhole: boolean;
  readonly outcome: (message: TruthMessage) => TruthOutcome;
  /** Receipts come so many times faster: with the operator after 1 s, final after 5 s, at 1. */
  readonly speed: number;
  /** Which generation of status fields is answered. */
  readonly fields: 'S' | 'O' | 'both';
  readonly nowMs: () => number;
}

/** An answer before it is put on the wire. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What a request did to the books; undone if a fault says that nothing was taken. */
export interface Entry {
  readonly reply: Reply;
  readonly taken: readonly TruthMessage[];
}

type Fields = Readonly<Record<string, unknown>>;

const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A rough count of parts: plain ASCII 160/153, anything else 70/67. */
function roughParts(text: string): number {
  const [alone, joined] = /^[\x20-\x7e\n\r]*$/.test(text) ? [160, 153] : [70, 67];
  return text.length <= alone ? 1 : Math.ceil(text.length / joined);
}

function priceOf(to: string, prices: Readonly<Record<string, number>>): number {
  const prefix = Object.keys(prices)
    .filter((start) => to.startsWith(start))
    .toSorted((a, b) => b.length - a.length)[0];
  return prefix === undefined ? 20_000 : (prices[prefix] ?? 20_000);
}

const dollars = (micro: number): string => (Math.floor(micro / 10_000) / 100).toFixed(2);

const isoNanos = (ms: number): string => new Date(ms).toISOString().replace('Z', '208837Z');

/** The books of one gateway. */
export class Books {
  readonly truth: TruthMessage[] = [];
  readonly #options: BooksOptions;
  readonly #byId = new Map<string, TruthMessage>();
  readonly #byDedup = new Map<string, TruthMessage>();
  #serial = 0;
  #spentMicro = 0;

  constructor(options: BooksOptions) {
    this.#options = options;
  }

  /** Enters what a request brought. Call once for each request that the gateway takes. */
  enter(taken: readonly TruthMessage[]): void {
    for (const message of taken) {
      this.truth.push(message);
      this.#byId.set(message.id, message);
      if (message.clientDedup !== null) this.#byDedup.set(message.clientDedup, message);
      this.#spentMicro += message.costMicro;
    }
  }

  /** The answer to a bulk request, and the messages that it takes. */
  bulk(json: unknown, requestNo: number): Entry {
    const body = asFields(json);
    const entries: unknown = body['messages'];
    if (!Array.isArray(entries)) return refused(400, 'invalid JSON document');
    if (body['orgid'] !== this.#options.org) return refused(403, 'not your organisation');
    const serial = (this.#serial += 1);
    const made = (entries as readonly unknown[]).map((entry, index) => {
      const fields = asFields(entry);
      const wish = this.#wish(fields, 'to');
      const error = this.#problem(wish);
      const id = this.#id(serial, index);
      return { error, message: this.#message(wish, id, requestNo, null) };
    });
    const bad = made.find(({ error }) => error !== null);
    if (bad !== undefined && this.#options.refuseWhole) return refused(400, bad.error ?? '');
    const taken = made.filter(({ error }) => error === null).map(({ message }) => message);
    if (this.#tooDear(taken)) return refused(402, 'insufficient funds');
    const cost = taken.reduce((sum, { costMicro }) => sum + costMicro, 0);
    const messages = made.map(({ error, message }) => ({
      id: error === null ? message.id : '',
      estimateMicro: error === null ? message.costMicro : 0,
      estimate: error === null ? dollars(message.costMicro) : '0.00',
      error: error ?? '',
    }));
    const reply = {
      error: '',
      estimateMicro: cost,
      estimate: dollars(cost),
      acceptedMessages: taken.length,
      deliveryDeadline: isoNanos(this.#options.nowMs() + 86_400_000),
      messages,
    };
    return { reply: { status: 200, body: reply }, taken };
  }

  /** The answer to a single call, and the message that it takes. */
  single(json: unknown, requestNo: number): Entry {
    const body = asFields(json);
    if (body['orgId'] !== this.#options.org) return refused(403, 'not your organisation');
    const clientDedup = textOf(body['clientDedup']) || null;
    const before = clientDedup === null ? undefined : this.#byDedup.get(clientDedup);
    if (before !== undefined) return { reply: repetition(before), taken: [] };
    const wish = this.#wish(body, 'fullPhoneNumber');
    const error = this.#problem(wish);
    if (error !== null) return refused(400, error);
    const message = this.#message(wish, this.#id((this.#serial += 1), 0), requestNo, clientDedup);
    if (this.#tooDear([message])) return refused(402, 'insufficient funds');
    const reply = {
      messageId: message.id,
      estimateParts: message.parts,
      estimateMicro: message.costMicro,
      estimate: dollars(message.costMicro),
      deliveryDeadline: isoNanos(this.#options.nowMs() + 86_400_000),
      to: message.to,
      message: message.text,
      clientDedup: clientDedup ?? '',
      clientRef: textOf(body['clientRef']),
      error: '',
      errorCode: '',
    };
    return { reply: { status: 200, body: reply }, taken: [message] };
  }

  /** One message's status. */
  status(id: string): Reply {
    const message = this.#byId.get(id);
    return message === undefined
      ? { status: 404, body: { error: 'not found', errorCode: 'notfound' } }
      : { status: 200, body: this.#statusOf(message) };
  }

  /** A page of the list, newest first, in either form. */
  list(query: URLSearchParams): Reply {
    const from = Date.parse(query.get('startDate') ?? '') || 0;
    const until = Date.parse(query.get('endDate') ?? '') || Number.POSITIVE_INFINITY;
    const outbound = query.get('dir') !== 'inbound';
    const found = this.truth
      .filter(({ acceptedAtMs: at }) => outbound && at >= from && at < until)
      .toReversed();
    if (query.has('page')) {
      const size = Math.min(Number(query.get('size') ?? 100), 1000);
      const start = (Number(query.get('page')) - 1) * size;
      const page = found.slice(start, start + size);
      const messages = page.map((message) => this.#statusOf(message));
      return { status: 200, body: { messages, paged: true } };
    }
    const limit = Math.min(Number(query.get('limit') ?? 100), 100);
    const after = query.get('after') ?? '';
    const start = after === '' ? 0 : found.findIndex(({ id }) => id === after) + 1;
    const page = found.slice(start, start + limit);
    const messages = page.map((message) => this.#statusOf(message));
    const hasNextPage = start + limit < found.length;
    const nextPage = hasNextPage ? page.at(-1)?.id : undefined;
    return { status: 200, body: { messages, paged: false, hasNextPage, nextPage } };
  }

  balance(): Reply {
    const micro = (this.#options.balanceMicro ?? 1_000_000_000) - this.#spentMicro;
    const body = {
      balance: micro / 1_000_000,
      balanceMicro: micro,
      balanceHuman: `$${dollars(micro)}`,
      autoRecharge: false,
      autoRechargeThreshold: 0,
      autoRechargeAmount: 0,
    };
    return { status: 200, body };
  }

  #wish(fields: Fields, to: string): { to: string; from: string; text: string } {
    return {
      to: textOf(fields[to]),
      from: textOf(fields['from']),
      text: textOf(fields['message']),
    };
  }

  #problem(wish: { to: string; from: string; text: string }): string | null {
    if (wish.text === '') return 'empty message';
    if (!/^\d{6,15}$/.test(wish.to)) return 'invalid phone number';
    return this.#options.refuse(wish);
  }

  #message(
    wish: { to: string; from: string; text: string },
    id: string,
    requestNo: number,
    clientDedup: string | null,
  ): TruthMessage {
    const parts = roughParts(wish.text);
    const costMicro = parts * priceOf(wish.to, this.#options.prices);
    const acceptedAtMs = this.#options.nowMs();
    return { ...wish, id, requestNo, clientDedup, parts, costMicro, acceptedAtMs };
  }

  #id(serial: number, index: number): string {
    const stamp = new Date(this.#options.nowMs())
      .toISOString()
      .replaceAll(/[-:]/g, '')
      .slice(0, 15);
    return `SMS${stamp}-${this.#options.org}-${serial}-${index}`;
  }

  #tooDear(messages: readonly TruthMessage[]): boolean {
    if (this.#options.balanceMicro === null) return false;
    const cost = messages.reduce((sum, { costMicro }) => sum + costMicro, 0);
    return this.#spentMicro + cost > this.#options.balanceMicro;
  }

  #statusOf(message: TruthMessage): Fields {
    const { speed, outcome, fields, nowMs } = this.#options;
    const age = (nowMs() - message.acceptedAtMs) * speed;
    const end = age >= 5000 ? outcome(message) : 'pending';
    const head = {
      id: message.id,
      created: isoNanos(message.acceptedAtMs),
      sender: message.from,
      recipient: message.to,
      message: message.text,
    };
    const handedOver = age >= 1000;
    const charged = handedOver && end !== 'failed';
    const ofS = {
      direction: 'egress',
      contactId: 0,
      pricePerPart: charged ? message.costMicro / message.parts : 0,
      successPartCount: charged ? message.parts : 0,
      successT: charged ? isoNanos(message.acceptedAtMs + 1000 / speed) : '0001-01-01T00:00:00Z',
      deliveredToVendor: handedOver,
      deliveredByVendor: end === 'delivered',
    };
    const ofO = {
      done: end !== 'pending',
      error: '',
      deliveryError: end === 'failed' ? 'unreachable' : '',
      deliveredToTelco: handedOver,
      deliveredToPhone: end === 'delivered' ? 'confirmed' : end === 'failed' ? 'failed' : 'unknown',
      ...(end === 'pending' ? null : { chargedMicro: charged ? message.costMicro : 0 }),
    };
    return { ...head, ...(fields === 'O' ? null : ofS), ...(fields === 'S' ? null : ofO) };
  }
}

function refused(status: number, error: string): Entry {
  return { reply: { status, body: { error } }, taken: [] };
}

/** The original's fields, its price among them. */
function repetition(before: TruthMessage): Reply {
  return {
    status: 409,
    body: {
      error: 'duplicate clientDedup',
      errorCode: 'sms.clientdedup',
      dedupMessageId: before.id,
      estimateParts: before.parts,
      estimateMicro: before.costMicro,
      estimate: dollars(before.costMicro),
      clientDedup: before.clientDedup,
      to: before.to,
      message: before.text,
    },
  };
}
