/** Exchanges as the client would record them, made by hand for the pure judges. */
import type { Exchange } from '../../electron/api/types.ts';

/** What to make an exchange from; a whole 200 if nothing is said. */
export interface ExchangeWish {
  readonly status?: number | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyComplete?: boolean;
  readonly wireStarted?: boolean;
  readonly code?: string;
}

/** 2026-01-02T03:04:05Z. */
export const ENDED_AT_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Makes an exchange. A body that is neither text nor bytes is written as JSON. */
export function exchangeOf(wish: ExchangeWish = {}): Exchange {
  const { body = '', headers = {}, code, wireStarted = true } = wish;
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const failure =
    code === undefined
      ? null
      : { code, phase: wireStarted ? ('exchange' as const) : ('connect' as const), cause: null };
  return {
    wireStarted,
    status: wish.status === undefined ? 200 : wish.status,
    headers: new Map(Object.entries(headers)),
    body: bytes,
    bodyComplete: wish.bodyComplete ?? code === undefined,
    failure,
    tookMs: 1,
    endedAtMs: ENDED_AT_MS,
  };
}

/** An entry of a bulk answer, in the support page's own shape. */
export const entryOf = (index: number, fields: object = {}): object => ({
  id: `SMS20190701T053121-123-${1235 + index}-${index}`,
  estimateMicro: 20_000,
  estimate: '0.02',
  error: '',
  ...fields,
});

/** A bulk answer with these entries, counted right, in the support page's own shape. */
export function bulkAnswer(entries: readonly unknown[], fields: object = {}): object {
  const isAccepted = (entry: unknown): boolean => {
    const error = (entry as { error?: unknown } | null)?.error;
    return typeof error !== 'string' || error.trim() === '';
  };
  const accepted = entries.filter(isAccepted);
  return {
    error: '',
    estimateMicro: 20_000 * accepted.length,
    estimate: '0.06',
    acceptedMessages: accepted.length,
    deliveryDeadline: '2019-07-02T05:31:21.814068733Z',
    messages: entries,
    ...fields,
  };
}
