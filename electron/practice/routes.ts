/** From an HTTP request to the call that answers it. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, errorAnswer } from './answers.ts';
import type { Practice } from './practice.ts';
import { balanceCall, booksCall, listCall, statusCall } from './readCalls.ts';
import { readJson } from './requestBody.ts';
import { bulkCall, singleCall } from './sendCalls.ts';

/** The largest body that is read: far more than any sensible request. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const NOT_FOUND = errorAnswer(404, 'not found', 'notfound');
const UNAUTHORIZED = errorAnswer(401, 'Invalid Token', 'auth.invalid');

const SEND_CALLS: ReadonlyMap<string, (practice: Practice, json: unknown) => Answer> = new Map([
  ['/v1/messaging/sms/phonenumbers', bulkCall],
  ['/v1/sms/phonenumber', singleCall],
]);

function isAuthorized(practice: Practice, request: IncomingMessage): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Token ${practice.apiKey}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The id in a path, or `null` where it is no valid percent-encoding. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function readCall(practice: Practice, url: URL): Answer {
  if (url.pathname === '/practice/books') return booksCall(practice);
  const match = /^\/v1\/organizations\/([^/]+)\/(.*)$/u.exec(url.pathname);
  if (match === null || match[1] !== String(practice.org)) return NOT_FOUND;
  const rest = match[2] ?? '';
  if (rest === 'balance.json') return balanceCall(practice);
  if (rest === 'messages' || rest === 'messages/') return listCall(practice, url.searchParams);
  const segment = /^messages\/([^/]+)\/?$/u.exec(rest)?.[1];
  const id = segment === undefined ? null : decoded(segment);
  return id === null ? NOT_FOUND : statusCall(practice, id);
}

async function sendCall(
  practice: Practice,
  request: IncomingMessage,
  call: (practice: Practice, json: unknown) => Answer,
): Promise<Answer | null> {
  if (request.headers['content-encoding'] !== undefined) {
    return errorAnswer(415, 'unsupported content encoding');
  }
  const body = await readJson(request, BODY_LIMIT_BYTES);
  switch (body.kind) {
    case 'json':
      return call(practice, body.value);
    case 'invalid':
      return errorAnswer(400, 'invalid JSON document');
    case 'too_large':
      return errorAnswer(413, 'request too large');
    case 'aborted':
      return null;
  }
}

/** Answers one request; `null`: the caller is gone. */
export async function route(practice: Practice, request: IncomingMessage): Promise<Answer | null> {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  if (url === null) return NOT_FOUND;
  if (!isAuthorized(practice, request)) return UNAUTHORIZED;
  const call = SEND_CALLS.get(url.pathname);
  if (call !== undefined) {
    if (request.method === 'POST') return sendCall(practice, request, call);
    return { ...errorAnswer(405, 'method not allowed'), headers: { allow: 'POST' } };
  }
  if (request.method === 'GET') return readCall(practice, url);
  return { ...errorAnswer(405, 'method not allowed'), headers: { allow: 'GET' } };
}
