/** Reads the body of a request, within a limit, as JSON of the expected shape. */
import type { IncomingMessage } from 'node:http';
import type { Incoming } from './assess.ts';

/** A request body: its JSON, or why there is none. */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'invalid' | 'too_large' | 'aborted' };

/** A bulk request. */
export interface BulkRequest {
  readonly org: number;
  readonly messages: readonly Incoming[];
}

/** A single request. */
export interface SingleRequest {
  readonly org: number;
  readonly message: Incoming;
}

/** A body that is too large is read to its end all the same, so that the refusal can be heard… */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | 'too_large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
    // …but not for ever.
    if (size > 8 * limit) throw new Error('endless body');
  }
  return size > limit ? 'too_large' : Buffer.concat(chunks, size);
}

/** Reads a body of at most so many bytes and parses it. */
export async function readJson(request: IncomingMessage, limit: number): Promise<JsonBody> {
  let bytes: Buffer | 'too_large';
  try {
    bytes = await readBytes(request, limit);
  } catch {
    // The caller went away while sending, or never stopped.
    return { kind: 'aborted' };
  }
  if (bytes === 'too_large') return { kind: 'too_large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'invalid' };
  }
}

/** An own property of a JSON object: never one that every object inherits. */
function property(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text field; an absent or null one is empty. `null`: it is something else. */
function textOf(value: object, name: string): string | null {
  const found = property(value, name) ?? '';
  return typeof found === 'string' ? found : null;
}

/** The organisation, by either spelling of the two calls. */
function orgOf(value: object): number | null {
  const org = property(value, 'orgid') ?? property(value, 'orgId');
  return typeof org === 'number' && Number.isSafeInteger(org) ? org : null;
}

function incoming(value: unknown, recipientName: string): Incoming | null {
  if (!isObject(value)) return null;
  const to = textOf(value, recipientName);
  const from = textOf(value, 'from');
  const text = textOf(value, 'message');
  const clientDedup = textOf(value, 'clientDedup');
  const clientRef = textOf(value, 'clientRef');
  if (to === null || from === null || text === null) return null;
  if (clientDedup === null || clientRef === null) return null;
  return { to, from, text, clientDedup, clientRef };
}

/** A bulk request, or `null` where the JSON has another shape. */
export function bulkRequest(value: unknown): BulkRequest | null {
  if (!isObject(value)) return null;
  const org = orgOf(value);
  const list = property(value, 'messages');
  if (org === null || !Array.isArray(list) || list.length === 0) return null;
  const messages: Incoming[] = [];
  for (const entry of list) {
    const message = incoming(entry, 'to');
    if (message === null) return null;
    // The bulk call knows no idempotency key, whatever a caller sends.
    messages.push({ ...message, clientDedup: '', clientRef: '' });
  }
  return { org, messages };
}

/** A single request, or `null` where the JSON has another shape. */
export function singleRequest(value: unknown): SingleRequest | null {
  if (!isObject(value)) return null;
  const org = orgOf(value);
  const message = incoming(value, 'fullPhoneNumber');
  return org === null || message === null ? null : { org, message };
}
