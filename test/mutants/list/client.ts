/** How connections are made, so that nothing is sent twice behind the program's back. */
import type { Mutant } from '../mutant.ts';

const CONNECTION = 'electron/api/connection.ts';
const LANE = 'electron/api/lane.ts';

const PROBE = 'electron/api/probe.ts';
const LINE_TESTS = ['test/contract/line.test.ts'];

/** The HTTP client, and what stands in the way of it. */
export const CLIENT_MUTANTS: readonly Mutant[] = [
  {
    name: 'connections-reused',
    safeguard: 'a POST never goes over a connection that was used before',
    file: LANE,
    find: 'connections: 1, pipelining: 0, headersMs',
    replace: 'connections: 1, pipelining: 1, headersMs',
    tests: ['test/contract/barrier.test.ts'],
  },
  {
    name: 'http2',
    safeguard: 'HTTP/2 is not offered: its client may replay a POST',
    file: CONNECTION,
    find: 'allowH2: false, timeout: connectMs',
    replace: 'allowH2: true, timeout: connectMs',
    tests: ['test/contract/http2.test.ts'],
  },
  {
    name: 'http2-through-proxy',
    safeguard: 'HTTP/2 is not offered through a proxy, either',
    file: CONNECTION,
    find: `      allowH2: false,
      connectTimeout`,
    replace: `      allowH2: true,
      connectTimeout`,
    tests: ['test/contract/http2.test.ts'],
  },
  {
    name: 'certificates-not-verified',
    safeguard: 'the certificate of the API is verified',
    file: CONNECTION,
    find: 'rejectUnauthorized: true,',
    replace: 'rejectUnauthorized: false,',
    tests: ['test/contract/verdictTable.test.ts'],
  },
  {
    name: 'old-tls',
    safeguard: 'TLS 1.2 or newer',
    file: CONNECTION,
    find: `minVersion: 'TLSv1.2',`,
    replace: `minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0',`,
    tests: ['test/contract/verdictTable.test.ts'],
  },
  {
    name: 'no-connect-watchdog',
    safeguard: 'connecting is given up after a time, with nothing sent',
    file: LANE,
    find: `if (!recorder.wireStarted) void this.#discard('CONNECT_TIMEOUT');`,
    replace: '',
    tests: ['test/contract/verdictTable.test.ts'],
  },
  {
    name: 'watchdog-after-wire',
    safeguard: 'the connect watchdog does not end a request that is on the wire',
    file: LANE,
    find: `if (!recorder.wireStarted) void this.#discard('CONNECT_TIMEOUT');`,
    replace: `void this.#discard('CONNECT_TIMEOUT');`,
    tests: ['test/contract/barrier.test.ts'],
  },
  {
    name: 'endless-answer',
    safeguard: 'an answer that never ends is cut off, and in doubt',
    file: CONNECTION,
    find: 'maxResponseSize: MAX_ANSWER_BYTES,',
    replace: '',
    tests: ['test/contract/verdictTable.test.ts'],
  },
  {
    name: 'no-headers-timeout',
    safeguard: 'an answer that does not come is waited for no longer than the headers timeout',
    file: CONNECTION,
    find: 'headersTimeout: headersMs,',
    replace: 'headersTimeout: 0,',
    tests: ['test/contract/verdictTable.test.ts'],
  },
  {
    name: 'plain-http',
    safeguard: 'plain HTTP only to this computer',
    file: 'electron/api/settings.ts',
    find: `if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {`,
    replace: `if (url.protocol !== 'https:' && url.protocol !== 'http:') {`,
    tests: ['test/unit/electron/api/settings.test.ts'],
  },
  {
    name: 'proxy-for-loopback',
    safeguard: 'loopback never goes through a proxy',
    file: 'electron/api/settings.ts',
    find: 'const proxy = base.value.isLoopback ? ok(null) : checkProxy(env);',
    replace: 'const proxy = checkProxy(env);',
    tests: ['test/unit/electron/api/settings.test.ts', 'test/contract/proxy.test.ts'],
  },
  {
    name: 'proxy-passed-over',
    safeguard: 'the proxy of the system is honoured',
    file: CONNECTION,
    find: 'if (proxy === null) return direct(settings, connector, options);',
    replace: 'if (proxy !== undefined) return direct(settings, connector, options);',
    tests: ['test/contract/proxy.test.ts'],
  },
  {
    name: 'portal-page',
    safeguard: 'a log-in page of the network that answers 200 is told apart from the API',
    file: PROBE,
    find: '|| isPage(exchange);',
    replace: '|| (status === 0 && isPage(exchange));',
    tests: LINE_TESTS,
  },
  {
    name: 'portal-redirect',
    safeguard: 'a network that leads elsewhere is told apart from the API',
    file: PROBE,
    find: 'leadsElsewhere(exchange, origin) ||',
    replace: '(status === 0 && leadsElsewhere(exchange, origin)) ||',
    tests: LINE_TESTS,
  },
  {
    name: 'portal-without-tls',
    safeguard: 'what speaks no TLS, or shows the certificate of another host, is not the API',
    file: PROBE,
    find: 'if (NO_TLS_CODES.has(code) || OTHER_HOST_CODES.has(code)) return',
    replace: 'if (NO_TLS_CODES.has(code) && OTHER_HOST_CODES.has(code)) return',
    tests: LINE_TESTS,
  },
];
