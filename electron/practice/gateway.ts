/**
 * The practice gateway: the API on 127.0.0.1, with invented receipts.
 *
 * For the demo, for practising and for tests of whole jobs. It never leaves the machine, keeps
 * everything in memory, and is deterministic: the same seed and the same requests in the same order
 * give the same answers, up to ids' and times' dependence on the clock.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPhoneParser } from '../../shared/domain/phone.ts';
import { err, ok, type RequestError, type Result } from '../../shared/errors.ts';
import { type Clock, systemClock } from '../runtime.ts';
import { deliver, errorAnswer } from './answers.ts';
import { PracticeBooks, type PracticeTotals } from './books.ts';
import { magicNumbers } from './magicNumbers.ts';
import type { Practice } from './practice.ts';
import { route } from './routes.ts';

/** The organisation of the support page's samples. */
export const PRACTICE_ORG = 1234;

/** How a practice gateway behaves. */
export interface PracticeOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Decides the receipts. Default 1. */
  readonly seed?: number;
  /** Practice time passes so many times faster than real time. Default 1. */
  readonly speed?: number;
  /** Default: a random one, since what is practised with may be a real list. */
  readonly apiKey?: string;
  /** Default 1234. */
  readonly org?: number;
  /** The money at the start, micro-USD. Default 10,000 USD. */
  readonly balanceMicro?: number;
  /** Whether magic numbers are magic. Default true. */
  readonly magic?: boolean;
  /** Percent of ordinary messages that are not delivered. Default 2. */
  readonly failedPercent?: number;
  /** Percent of ordinary messages of which nothing is heard. Default 3. */
  readonly silentPercent?: number;
  readonly clock?: Clock;
  /** Told of bugs in the gateway itself; the caller sees a 500. */
  readonly onBug?: (error: unknown) => void;
}

/** A running practice gateway. */
export interface PracticeGateway {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  readonly apiKey: string;
  readonly org: number;
  /** What it took, refused and charged so far. */
  books(): PracticeTotals;
  /** Stops it; connections that it kept waiting are cut. */
  close(): Promise<void>;
}

function practiceOf(options: PracticeOptions): Practice {
  const { seed = 1, speed = 1, org = PRACTICE_ORG, clock = systemClock } = options;
  return {
    org,
    apiKey: options.apiKey ?? `practice-${randomBytes(12).toString('hex')}`,
    seed,
    speed,
    odds: { failedPercent: options.failedPercent ?? 2, silentPercent: options.silentPercent ?? 3 },
    clock,
    phones: createPhoneParser(null),
    books: new PracticeBooks(options.balanceMicro ?? 10_000_000_000, speed),
    magic: magicNumbers(options.magic ?? true),
    statusStruck: new Set(),
  };
}

/** Answers whatever comes: a bug here must look like the API's own, not end the process. */
function listener(practice: Practice, onBug: (error: unknown) => void) {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const found = await route(practice, request).catch((error: unknown) => {
      onBug(error);
      return errorAnswer(500, 'internal error');
    });
    if (found !== null && !response.destroyed) deliver(response, found);
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response);
  };
}

function listen(server: Server, port: number): Promise<Result<AddressInfo, RequestError>> {
  return new Promise((resolve) => {
    const refuse = (error: Error): void => {
      const code = 'code' in error ? String(error.code) : error.message;
      resolve(err(badValue('port', String(port), `a free port (${code})`)));
    };
    server.once('error', refuse);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', refuse);
      resolve(ok(server.address() as AddressInfo));
    });
  });
}

function badValue(name: string, value: string, expected: string): RequestError {
  return { kind: 'bad_value', name, value, expected };
}

function checkOptions({ port = 0, seed = 1, speed = 1 }: PracticeOptions): RequestError | null {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return badValue('port', String(port), 'a port number, 0 to 65535');
  }
  if (!Number.isSafeInteger(seed)) return badValue('seed', String(seed), 'a whole number');
  if (!Number.isFinite(speed) || speed <= 0) {
    return badValue('speed', String(speed), 'a number above 0');
  }
  return null;
}

/**
 * Starts a practice gateway on 127.0.0.1.
 *
 * A port that is not free, and an option that makes no sense, are `bad_value`.
 */
export async function startPracticeGateway(
  options: PracticeOptions = {},
): Promise<Result<PracticeGateway, RequestError>> {
  const problem = checkOptions(options);
  if (problem !== null) return err(problem);
  const practice = practiceOf(options);
  const server = createServer(listener(practice, options.onBug ?? (() => undefined)));
  const address = await listen(server, options.port ?? 0);
  if (!address.ok) return address;
  return ok({
    url: `http://127.0.0.1:${address.value.port}`,
    apiKey: practice.apiKey,
    org: practice.org,
    books: () => practice.books.totals(practice.clock.monotonicMs()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
