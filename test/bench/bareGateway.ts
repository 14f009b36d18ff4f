/**
 * A bare gateway in its own process: the least that speaks the API, so that the client is measured and
 * not the server.
 *
 * It keeps recipient and text of what it accepted (in arrays), and answers statuses by id and by list.
 * Prints `{url}` on its first line; ends with its standard input.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const MICRO = 20_000;
const HAS_LIST = process.argv[2] !== 'no-list';
const recipients: string[] = [];
const texts: string[] = [];
const CREATED = new Date().toISOString();

function idOf(index: number): string {
  return `SMS20260101T000000-1-${index}-0`;
}

function statusOf(index: number): string {
  return (
    `{"id":"${idOf(index)}","direction":"egress","created":"${CREATED}","sender":"Office",` +
    `"recipient":"${recipients[index]}","contactId":0,"pricePerPart":${MICRO},"successPartCount":1,` +
    `"successT":"${CREATED}","message":${JSON.stringify(texts[index])},` +
    `"deliveredToVendor":true,"deliveredByVendor":true}`
  );
}

interface BulkBody {
  readonly messages: readonly { readonly to: string; readonly message: string }[];
}

function bulk(body: string): string {
  const { messages } = JSON.parse(body) as BulkBody;
  const entries: string[] = [];
  for (const message of messages) {
    const index = recipients.push(message.to) - 1;
    texts.push(message.message);
    entries.push(`{"id":"${idOf(index)}","estimateMicro":${MICRO},"estimate":"0.02","error":""}`);
  }
  const total = MICRO * messages.length;
  return (
    `{"error":"","estimateMicro":${total},"estimate":"${(total / 1e6).toFixed(2)}",` +
    `"acceptedMessages":${messages.length},"deliveryDeadline":"2027-01-01T00:00:00Z",` +
    `"messages":[${entries.join(',')}]}`
  );
}

function page(query: URLSearchParams): string {
  const usesCursor = query.has('limit') || query.has('after');
  const size = Number(query.get(usesCursor ? 'limit' : 'size') ?? 100);
  const start = usesCursor
    ? Number(query.get('after') ?? 0)
    : (Number(query.get('page') ?? 1) - 1) * size;
  const end = Math.min(start + size, recipients.length);
  const messages: string[] = [];
  for (let index = start; index < end; index += 1) messages.push(statusOf(index));
  const more = end < recipients.length;
  const tail = usesCursor
    ? `"paged":false,"hasNextPage":${more},"nextPage":"${more ? end : ''}"`
    : `"paged":true,"hasNextPage":${more}`;
  return `{"messages":[${messages.join(',')}],${tail}}`;
}

function answerGet(url: URL, response: ServerResponse): void {
  const match = /\/messages\/(?<id>[^/]*)\/?$/u.exec(url.pathname);
  const id = match?.groups?.['id'] ?? null;
  if (id === null || (id === '' && !HAS_LIST)) {
    response.writeHead(404).end('{"error":"not found"}');
    return;
  }
  const body = id === '' ? page(url.searchParams) : statusOf(Number(id.split('-')[2]));
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'GET') {
    answerGet(url, response);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = bulk(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
}

const server = createServer(handle);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
