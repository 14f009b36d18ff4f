/** One connection to the truth gateway: reads requests byte by byte, answers, or misbehaves. */
import type net from 'node:net';
import { gzipSync } from 'node:zlib';
import type { GatewayConnection, GatewayRequest, GatewayState } from './truthGateway.ts';
import type { Entry, Reply } from './truthGatewayBooks.ts';
import {
  type ArrivalFault,
  type Fault,
  HTML_PAGE,
  isArrivalFault,
  reshapedBody,
  statusAnswer,
  takesMessages,
} from './truthGatewayFaults.ts';

/** Above what any client should read: 40 MiB. */
const OVERSIZE_BYTES = 40 * 1024 * 1024;

interface Head {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly bodyBytes: number;
}

function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, path, headers, bodyBytes: Number(headers.get('content-length') ?? 0) };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** A request under way. */
interface Current {
  readonly head: Head;
  readonly request: GatewayRequest;
}

/** Talks over one socket; `raw` is the TCP socket beneath it, for resets. */
export class Conversation {
  readonly #gateway: GatewayState;
  readonly #raw: net.Socket;
  readonly #socket: net.Socket;
  readonly #connection: GatewayConnection;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  #current: Current | null = null;
  #busy = false;
  #over = false;

  constructor(
    gateway: GatewayState,
    raw: net.Socket,
    socket: net.Socket,
    connection: GatewayConnection,
  ) {
    this.#gateway = gateway;
    this.#raw = raw;
    this.#socket = socket;
    this.#connection = connection;
  }

  start(): void {
    this.#socket
      .on('data', (chunk: Buffer) => {
        this.#connection.bytes += chunk.length;
        if (this.#over) return;
        this.#unread.push(chunk);
        this.#unreadBytes += chunk.length;
        this.#advance();
      })
      .on('error', () => undefined)
      .on('close', () => {
        this.#over = true;
      });
  }

  #advance(): void {
    while (!this.#busy && !this.#over) {
      if (this.#current === null && !this.#readHead()) return;
      if (!this.#readBody()) return;
    }
  }

  #take(bytes: number): Buffer {
    const all = Buffer.concat(this.#unread);
    const rest = all.subarray(bytes);
    this.#unread = rest.length > 0 ? [rest] : [];
    this.#unreadBytes = rest.length;
    return all.subarray(0, bytes);
  }

  #readHead(): boolean {
    const all = Buffer.concat(this.#unread);
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const head = parseHead(this.#take(end + 4).toString('latin1', 0, end));
    const isPost = head.method === 'POST' && head.path !== '/faults';
    const { no, fault } = isPost
      ? this.#gateway.nextPost()
      : {
          no: 0,
          fault: head.path === '/truth' ? ('none' as const) : this.#gateway.nextReadFault(),
        };
    const request: GatewayRequest = {
      no,
      connectionNo: this.#connection.no,
      method: head.method,
      path: head.path,
      headers: head.headers,
      fault,
      complete: false,
      json: null,
      taken: 0,
    };
    this.#connection.requests += 1;
    this.#gateway.requests.push(request);
    this.#current = { head, request };
    return true;
  }

  #readBody(): boolean {
    const current = this.#current;
    if (current === null) return false;
    const { head, request } = current;
    if (isArrivalFault(request.fault) && this.#misarrive(request.fault, head)) return false;
    if (this.#unreadBytes < head.bodyBytes) return false;
    const body = this.#take(head.bodyBytes);
    this.#current = null;
    this.#busy = true;
    request.complete = true;
    request.json = head.method === 'POST' ? parseJson(body) : null;
    void this.#answer(head, request).finally(() => {
      this.#busy = false;
      this.#advance();
    });
    return true;
  }

  #misarrive(fault: ArrivalFault, head: Head): boolean {
    if (fault.endsWith('during_body') && this.#unreadBytes * 2 < head.bodyBytes) return false;
    this.#over = true;
    if (fault === 'early_413') {
      this.#socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      this.#socket.resume();
    } else if (fault.startsWith('reset')) this.#raw.resetAndDestroy();
    else this.#close();
    return true;
  }

  /** A clean end (FIN), which also discards what was not read. */
  #close(): void {
    this.#over = true;
    this.#socket.end();
    this.#socket.resume();
  }

  #reset(): void {
    this.#over = true;
    this.#raw.resetAndDestroy();
  }

  async #answer(head: Head, request: GatewayRequest): Promise<void> {
    const { fault } = request;
    const entry = this.#enter(head, request);
    const slow = /^slow_(\d+)$/.exec(fault);
    if (slow !== null) await later(Number(slow[1]));
    if (this.#over) return;
    const ids = entry.taken.map(({ id }) => id);
    const planned = statusAnswer(fault, ids);
    if (planned !== null) {
      const { status, body, cut, headers } = planned;
      this.#send(status, Buffer.from(body), headers, cut ? body.length - 3 : undefined);
      if (cut) this.#close();
      return;
    }
    const plain = Buffer.from(`${JSON.stringify(entry.reply.body)}\n`);
    const body = reshapedBody(fault, entry.reply) ?? plain;
    this.#misanswer(fault, entry.reply, body);
  }

  #enter(head: Head, request: GatewayRequest): Entry {
    const { fault } = request;
    const entry = this.#reply(head, request);
    if (!takesMessages(fault)) return { ...entry, taken: [] };
    const taken = fault === 'entry_refused_shifted' ? entry.taken.slice(1) : entry.taken;
    this.#gateway.books.enter(taken);
    request.taken = taken.length;
    return { ...entry, taken };
  }

  #reply(head: Head, request: GatewayRequest): Entry {
    const { books, options, apiKey } = this.#gateway;
    const url = new URL(head.path, 'http://gateway');
    const only = (reply: Reply): Entry => ({ reply, taken: [] });
    const missing = only({ status: 404, body: { error: 'not found' } });
    if (url.pathname === '/truth') return only({ status: 200, body: this.#truth() });
    if (url.pathname === '/faults') {
      this.#gateway.plan(request.json as readonly Fault[]);
      return only({ status: 200, body: {} });
    }
    if (head.headers.get('authorization') !== `Token ${apiKey}`) {
      return only({ status: 401, body: { error: 'Invalid Token', errorCode: 'auth' } });
    }
    if (head.method === 'POST' && url.pathname === '/v1/messaging/sms/phonenumbers') {
      return books.bulk(request.json, request.no);
    }
    if (head.method === 'POST' && url.pathname === '/v1/sms/phonenumber') {
      return options.single === false ? missing : books.single(request.json, request.no);
    }
    const root = `/v1/organizations/${options.org ?? 1234}`;
    if (head.method !== 'GET') return missing;
    if (url.pathname === `${root}/balance.json`) {
      return options.balance === false ? missing : only(books.balance());
    }
    if (url.pathname === `${root}/messages/`) {
      return options.list === false ? missing : only(books.list(url.searchParams));
    }
    const id = new RegExp(`^${root}/messages/([^/]+)/$`).exec(url.pathname)?.[1];
    return id === undefined ? missing : only(books.status(decodeURIComponent(id)));
  }

  #truth(): unknown {
    const { books, requests } = this.#gateway;
    const shown = requests
      .filter(({ no }) => no > 0)
      .map(({ no, fault, complete, taken }) => ({ no, fault, complete, taken }));
    return { truth: books.truth, requests: shown };
  }

  /** Sends an answer; `cutAt` sends only so many bytes of its body, under its full length. */
  #send(
    status: number,
    body: Buffer,
    extra: Readonly<Record<string, string>> = {},
    cutAt = body.length,
  ): void {
    const lines = Object.entries({
      // What the recorded reply of the API said.
      'content-type': 'application/jsonl',
      'content-length': String(body.length),
      ...extra,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.cork();
    this.#socket.write(`HTTP/1.1 ${status} Answer\r\n${lines.join('')}\r\n`);
    this.#socket.write(body.subarray(0, cutAt));
    this.#socket.uncork();
  }

  #misanswer(fault: string, reply: Reply, body: Buffer): void {
    const half = Math.floor(body.length / 2);
    const { status } = reply;
    switch (fault) {
      case 'close_after_body':
      case 'close_after_body_accepted':
        return this.#close();
      case 'reset_after_body':
      case 'reset_after_body_accepted':
        return this.#reset();
      case 'stall':
      case 'stall_accepted':
        this.#over = true;
        return undefined;
      case 'headers_cut_accepted':
        this.#socket.write('HTTP/1.1 200 OK\r\ncontent-len');
        return this.#close();
      case 'garbage':
      case 'garbage_accepted':
        this.#socket.write('SSH-2.0-OpenSSH_9.9\r\n\u0000\u0001\u0002');
        return this.#close();
      case 'upgrade_accepted':
        this.#socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
        return this.#close();
      case 'early_hints':
        this.#socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n');
        return this.#send(status, body);
      case 'gzip':
        return this.#send(status, gzipSync(body), { 'content-encoding': 'gzip' });
      default:
        return this.#misanswerBody(fault, status, body, half);
    }
  }

  #misanswerBody(fault: string, status: number, body: Buffer, half: number): void {
    switch (fault) {
      case 'ok_stall':
        this.#over = true;
        return this.#send(200, body, {}, half);
      case 'ok_truncated':
        this.#send(200, body, {}, half);
        return this.#close();
      case 'ok_reset':
        this.#send(200, body, {}, half);
        setTimeout(() => this.#reset(), 20);
        return undefined;
      case 'ok_truncated_chunked':
        this.#socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        this.#socket.write(`${body.length.toString(16)}\r\n`);
        this.#socket.write(body.subarray(0, half));
        return this.#close();
      case 'ok_cut_at_close':
        this.#socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n');
        this.#socket.write(body.subarray(0, half));
        return this.#close();
      case 'ok_oversize':
        return this.#send(200, Buffer.concat([body, Buffer.alloc(OVERSIZE_BYTES, ' ')]));
      case 'ok_html':
      case 'portal_html_not_accepted':
        return this.#send(200, Buffer.from(HTML_PAGE), { 'content-type': 'text/html' });
      case 'ok_invalid_json':
        return this.#send(200, Buffer.from(`${body.toString('utf8').slice(0, -3)},,`));
      case 'ok_empty':
        return this.#send(200, Buffer.alloc(0));
      case 'ok_not_object':
        return this.#send(200, Buffer.from('[1, 2, 3]'));
      case 'error_only_not_accepted':
        return this.#send(200, Buffer.from('{"error":"invalid JSON document"}'));
      case 'created_201':
        return this.#send(201, body);
      default:
        return this.#send(status, body);
    }
  }
}
