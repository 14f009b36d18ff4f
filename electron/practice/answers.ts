/** What the practice gateway answers, and how the answer reaches, or does not reach, the caller. */
import type { ServerResponse } from 'node:http';

/** How an answer is delivered. */
export type Delivery =
  /** As it should be. */
  | 'whole'
  /** Not at all, and the connection is cut. */
  | 'cut'
  /** Not at all, and the connection stays open. */
  | 'stall'
  /** Half of it, then the connection is cut. */
  | 'half_then_cut'
  /** Half of it, then nothing more comes. */
  | 'half_then_stall';

/** One answer of the gateway. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delivery: Delivery;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    contentType: JSON_TYPE,
    headers: {},
    body: JSON.stringify(value),
    delivery: 'whole',
  };
}

/** A refusal in the API's shape. */
export function errorAnswer(status: number, error: string, errorCode?: string): Answer {
  return jsonAnswer(status, errorCode === undefined ? { error } : { error, errorCode });
}

/** A page for people, as captive portals and content networks send it. */
export function pageAnswer(status: number, location?: string): Answer {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    headers: location === undefined ? {} : { location },
    body: '<!doctype html><title>Sign in</title><h1>Sign in to use this network</h1>',
    delivery: 'whole',
  };
}

/** Puts an answer on the wire, as its delivery says. */
export function deliver(response: ServerResponse, answer: Answer): void {
  const { socket } = response;
  if (answer.delivery === 'stall') return;
  if (answer.delivery === 'cut') {
    socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    ...answer.headers,
  });
  if (answer.delivery === 'whole') {
    response.end(body);
    return;
  }
  const half = body.subarray(0, Math.ceil(body.length / 2));
  response.write(half, () => {
    // Ended, not reset: a reset could overtake the half that is to be seen.
    if (answer.delivery === 'half_then_cut') socket?.end();
  });
}
