/**
 * A gateway that records the truth: each message that it really took, whatever it told the client.
 *
 * It speaks HTTP over raw sockets, so that it can misbehave at every byte. Faults are named
 * (truthGatewayFaults.ts) and planned by the number of the POST; over TLS it can show a bad face. It
 * also answers the questions (status, list, balance) and the single call, so that whole jobs can run
 * against it. `GET /truth` answers the truth as JSON, for a gateway in a process of its own.
 */
import net from 'node:net';
import tls from 'node:tls';
import { Books, type BooksOptions, type TruthMessage } from './truthGatewayBooks.ts';
import { Conversation } from './truthGatewayConversation.ts';
import { type ConnectionFault, type Fault, isConnectionFault } from './truthGatewayFaults.ts';
import { makeTlsFaces, type TlsFace, type TlsFaces } from './truthGatewayTls.ts';

export type { Fault } from './truthGatewayFaults.ts';

/** One request that reached the gateway. */
export interface GatewayRequest {
  /** POSTs count from 1; questions are 0. */
  readonly no: number;
  readonly connectionNo: number;
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly fault: Fault;
  /** Whether the whole body arrived. */
  complete: boolean;
  /** The body as JSON; `null` if it did not arrive whole. */
  json: unknown;
  /** How many messages were taken into the truth. */
  taken: number;
}

/** One connection that reached the gateway. */
export interface GatewayConnection {
  readonly no: number;
  /** Bytes of HTTP (inside TLS), not of the handshake. */
  bytes: number;
  /** How many requests were begun on it. */
  requests: number;
  closed: boolean;
}

/** What to start. Everything may be left out. */
export interface TruthGatewayOptions extends Partial<Omit<BooksOptions, 'prices'>> {
  readonly apiKey?: string;
  /** By the number of the POST, from 1: a list (then no more faults) or a function. */
  readonly faults?: readonly Fault[] | ((requestNo: number) => Fault);
  /** Faults of questions, by their number from 1 (`status_…`, `close_after_body`, `ok_…`, `slow_…`). */
  readonly readFaults?: readonly Fault[] | ((requestNo: number) => Fault);
  readonly tls?: boolean;
  /** Whether the list call answers (default); otherwise 404. */
  readonly list?: boolean;
  /** Whether the balance call answers (default); otherwise 404. */
  readonly balance?: boolean;
  /** Whether the single call answers (default); otherwise 404. */
  readonly single?: boolean;
  readonly prices?: Readonly<Record<string, number>>;
  readonly port?: number;
}

/** A running gateway. */
export interface TruthGateway {
  readonly url: string;
  readonly apiKey: string;
  readonly org: number;
  /** For the client's `caFile`; `undefined` without TLS. */
  readonly caFile: string | undefined;
  readonly port: number;
  readonly truth: readonly TruthMessage[];
  readonly requests: readonly GatewayRequest[];
  readonly connections: readonly GatewayConnection[];
  /** How many times each recipient and text was taken: more than once is a duplicate. */
  timesTaken(to: string, text: string): number;
  /** Plans the faults of the POSTs to come; the list's first is the next one's. */
  plan(faults: readonly Fault[] | ((requestNo: number) => Fault)): void;
  /** Nobody listens: connections are refused. */
  stopListening(): Promise<void>;
  startListening(): Promise<void>;
  close(): Promise<void>;
}

type Plan = (no: number) => Fault;

function planOf(faults: TruthGatewayOptions['faults'], offset = 0): Plan {
  if (faults === undefined) return () => 'none';
  if (typeof faults === 'function') return faults;
  return (no) => faults[no - 1 - offset] ?? 'none';
}

/** What a conversation needs of its gateway. */
export interface GatewayState {
  readonly books: Books;
  readonly options: TruthGatewayOptions;
  readonly apiKey: string;
  readonly requests: GatewayRequest[];
  /** Gives the next POST its number and fault. */
  nextPost(): { no: number; fault: Fault };
  nextReadFault(): Fault;
  plan(faults: readonly Fault[]): void;
}

function booksOptions(options: TruthGatewayOptions): BooksOptions {
  return {
    org: options.org ?? 1234,
    prices: options.prices ?? {},
    balanceMicro: options.balanceMicro ?? null,
    refuse: options.refuse ?? (() => null),
    refuseWhole: options.refuseWhole ?? false,
    outcome: options.outcome ?? (() => 'delivered'),
    speed: options.speed ?? 1,
    fields: options.fields ?? 'both',
    nowMs: options.nowMs ?? (() => Date.now()),
  };
}

class Gateway implements TruthGateway, GatewayState {
  readonly options: TruthGatewayOptions;
  readonly apiKey: string;
  readonly org: number;
  readonly books: Books;
  readonly requests: GatewayRequest[] = [];
  readonly connections: GatewayConnection[] = [];
  readonly #faces: TlsFaces | null;
  readonly #sockets = new Set<net.Socket>();
  readonly #readPlan: Plan;
  #server: net.Server | null = null;
  #port = 0;
  #posts = 0;
  #reads = 0;
  #plan: Plan;

  constructor(options: TruthGatewayOptions) {
    this.options = options;
    this.apiKey = options.apiKey ?? 'truth-gateway-key-0123456789';
    const kept = booksOptions(options);
    this.org = kept.org;
    this.books = new Books(kept);
    this.#port = options.port ?? 0;
    this.#faces = options.tls === true ? makeTlsFaces() : null;
    this.#plan = planOf(options.faults);
    this.#readPlan = planOf(options.readFaults);
  }

  get url(): string {
    return `${this.#faces === null ? 'http' : 'https'}://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get caFile(): string | undefined {
    return this.#faces?.caFile;
  }

  get truth(): readonly TruthMessage[] {
    return this.books.truth;
  }

  timesTaken(to: string, text: string): number {
    return this.truth.filter((message) => message.to === to && message.text === text).length;
  }

  plan(faults: readonly Fault[] | ((requestNo: number) => Fault)): void {
    this.#plan = planOf(faults, this.#posts);
  }

  nextPost(): { no: number; fault: Fault } {
    this.#posts += 1;
    const fault = this.#plan(this.#posts);
    // Of connections opened at once, another one may have got the number: too late for its fault.
    return { no: this.#posts, fault: isConnectionFault(fault) ? 'none' : fault };
  }

  nextReadFault(): Fault {
    this.#reads += 1;
    return this.#readPlan(this.#reads);
  }

  async startListening(): Promise<void> {
    const server = net.createServer({ noDelay: true }, (socket) => this.#take(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as net.AddressInfo).port;
  }

  async stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  async close(): Promise<void> {
    await this.stopListening();
    this.#faces?.close();
  }

  #take(raw: net.Socket): void {
    this.#sockets.add(raw);
    raw.on('close', () => this.#sockets.delete(raw)).on('error', () => undefined);
    const connection = { no: this.connections.length + 1, bytes: 0, requests: 0, closed: false };
    this.connections.push(connection);
    raw.on('close', () => {
      connection.closed = true;
    });
    const next = this.#plan(this.#posts + 1);
    const fault = isConnectionFault(next) ? next : 'none';
    if (fault !== 'none') this.#posts += 1;
    const face = this.#greet(raw, fault);
    if (face === null) return;
    const socket = this.#faces === null ? raw : this.#secure(raw, face);
    new Conversation(this, raw, socket, connection).start();
  }

  /** Misbehaves before the first byte of HTTP; else says which face to show. */
  #greet(raw: net.Socket, fault: ConnectionFault | 'none'): TlsFace | null {
    switch (fault) {
      case 'reset_connection':
        raw.resetAndDestroy();
        return null;
      case 'reset_handshake':
        raw.once('data', () => raw.resetAndDestroy());
        return null;
      case 'stall_handshake':
        raw.resume();
        return null;
      case 'plain_http':
        raw.once('data', () => {
          raw.end(
            'HTTP/1.1 302 Found\r\nLocation: http://portal.test/\r\nContent-Length: 0\r\n\r\n',
          );
        });
        return null;
      case 'self_signed':
      case 'wrong_host':
      case 'expired':
      case 'tls_1_1':
        return fault;
      case 'none':
        return 'good';
    }
  }

  #secure(raw: net.Socket, face: TlsFace): net.Socket {
    const secureContext = this.#faces?.context(face);
    const socket = new tls.TLSSocket(raw, {
      isServer: true,
      ...(secureContext === undefined ? null : { secureContext }),
    });
    socket.on('error', () => raw.destroy());
    return socket;
  }
}

/** Starts a gateway on a free port of 127.0.0.1. Close it, or the process stays. */
export async function startTruthGateway(options: TruthGatewayOptions = {}): Promise<TruthGateway> {
  const gateway = new Gateway(options);
  await gateway.startListening();
  return gateway;
}
