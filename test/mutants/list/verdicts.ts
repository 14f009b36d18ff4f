/** The verdict table, row by row, and the checks that a 200 must pass. */
import type { Mutant } from '../mutant.ts';

const VERDICT = 'electron/api/verdict.ts';
const ACCEPTANCE = 'electron/api/acceptance.ts';
const TABLE = ['test/contract/verdictTable.test.ts'];

/** A status that is refused whole is in doubt instead. */
const refusedWhole = ([status, action]: readonly [number, string]): Mutant => ({
  name: `refused-${status}`,
  safeguard: `${status} refuses the whole request: the messages go back to the queue`,
  file: VERDICT,
  find: `  [${status}, '${action}'],\n`,
  replace: '',
  tests: TABLE,
});

/** A refusal that leads to another step. */
const other = (status: number, action: string, instead: string, safeguard: string): Mutant => ({
  name: `refused-${status}-heeded`,
  safeguard,
  file: VERDICT,
  find: `[${status}, '${action}'],`,
  replace: `[${status}, '${instead}'],`,
  tests: TABLE,
});

/** A status that is in doubt counts as a refusal. */
const doubtful = (status: number): Mutant => ({
  name: `doubt-${status}`,
  safeguard: `${status} is in doubt`,
  file: VERDICT,
  find: `  [415, 'stop'],\n`,
  replace: `  [415, 'stop'],\n  [${status}, 'stop'],\n`,
  tests: TABLE,
});

/** One check of a 200 is left out. */
const unchecked = (name: string, safeguard: string, find: string, replace = ''): Mutant => ({
  name: `check-${name}`,
  safeguard: `a 200 counts only if ${safeguard}`,
  file: ACCEPTANCE,
  find,
  replace,
  tests: TABLE,
});

const CHECKS: readonly Mutant[] = [
  unchecked(
    'entries-missing',
    'it has as many entries as messages were sent (not fewer)',
    `if (!Array.isArray(entries) || entries.length < messages) return err('entries_missing');`,
    `if (!Array.isArray(entries)) return err('entries_missing');`,
  ),
  unchecked(
    'entries-extra',
    'it has as many entries as messages were sent (not more)',
    `if (entries.length > messages) return err('entries_extra');`,
  ),
  unchecked(
    'entry-unreadable',
    'every entry is of the known form',
    `if (error === null && !isSilent(fields['error'])) return null;`,
  ),
  unchecked(
    'id-missing',
    'every entry without an error has an id',
    `if (ids.has(null)) return 'id_missing';`,
  ),
  unchecked(
    'ids-repeated',
    'no id comes twice',
    `if (ids.size !== accepted.length) return 'ids_repeated';`,
  ),
  unchecked(
    'accepted-count',
    'acceptedMessages is the number of entries without an error',
    `if (asCount(body['acceptedMessages']) !== accepted.length) return 'accepted_count';`,
  ),
  unchecked(
    'order',
    'the numbers of the ids do not contradict the order',
    `if (contradictsOrder(rows)) return 'order';`,
  ),
  unchecked(
    'error-on-top',
    'an error on top does not contradict every entry',
    `if (!isSilent(body['error']) && accepted.length === rows.length) return 'error_on_top';`,
  ),
];

const REFUSALS: readonly Mutant[] = [
  ...(
    [
      [307, 'stop'],
      [308, 'stop'],
      [401, 'stop'],
      [403, 'stop'],
      [404, 'stop'],
      [415, 'stop'],
      [413, 'halve'],
      [402, 'balance'],
      [429, 'wait'],
      [400, 'split'],
      [422, 'split'],
    ] as const
  ).map(refusedWhole),
  other(413, 'halve', 'stop', '413 halves the requests'),
  other(402, 'balance', 'wait', '402 stops the batch because of the balance'),
  other(429, 'wait', 'stop', '429 waits'),
  other(400, 'split', 'stop', '400 splits the request until one message alone is refused'),
  other(422, 'split', 'stop', '422 splits the request until one message alone is refused'),
  ...[301, 302, 303, 408, 500, 502, 503, 504].map(doubtful),
];

const READING: readonly Mutant[] = [
  {
    name: 'row-error-ignored',
    safeguard: 'an entry with an error rejects its message',
    file: ACCEPTANCE,
    find: 'error: error === null ? null : tidyError(error),',
    replace: 'error: error === null ? null : (void tidyError(error), null),',
    tests: ['test/flow/send.test.ts'],
  },
  {
    name: 'closed-counts-as-not-sent',
    safeguard: 'once the wire has started, a closed connection is in doubt',
    file: VERDICT,
    find: 'if (status === null) return inDoubt(exchange, silenceReason(exchange), answer);',
    replace: 'if (status === null) return notSent(exchange);',
    tests: TABLE,
  },
  {
    name: 'error-code-believed',
    safeguard: 'error codes prove nothing (ECONNRESET is seen where all was accepted)',
    file: VERDICT,
    find: `  if (!exchange.wireStarted) return notSent(exchange);
  const { status } = exchange;
  const answer = readAnswer(exchange);
  if (status === null) return inDoubt(`,
    replace: `  if (!exchange.wireStarted || exchange.failure?.code === 'ECONNRESET') return notSent(exchange);
  const { status } = exchange;
  const answer = readAnswer(exchange);
  if (status === null) return inDoubt(`,
    tests: TABLE,
  },
  {
    name: 'not-sent-is-doubt',
    safeguard: 'what did not reach the wire goes back to the queue',
    file: VERDICT,
    find: `  if (!exchange.wireStarted) return notSent(exchange);
  const { status } = exchange;
  const answer = readAnswer(exchange);
  if (status === null) return inDoubt(`,
    replace: `  const { status } = exchange;
  const answer = readAnswer(exchange);
  if (status === null) return inDoubt(`,
    tests: TABLE,
  },
  {
    name: 'certificate-waited-out',
    safeguard: 'a bad certificate stops the send, and is shown',
    file: VERDICT,
    find: 'stop: isStopCode(code) };',
    replace: 'stop: code.length === 0 };',
    tests: TABLE,
  },
  {
    name: 'damaged-200-refused',
    safeguard: 'a 200 with HTML, no JSON, no end or no body is in doubt',
    file: VERDICT,
    find: `if (damage !== null || body === null) return inDoubt(exchange, damage ?? 'unknown_shape', answer);`,
    replace: `if (damage !== null || body === null) {
    return { kind: 'refused', status: 200, detail: '', action: 'wait', retryAfterMs: null };
  }`,
    tests: TABLE,
  },
  {
    name: 'truncation-unseen',
    safeguard: 'a 200 whose body did not come to its end is in doubt, whatever has come',
    file: VERDICT,
    find: 'if (!exchange.bodyComplete) {',
    replace: 'if (exchange.bodyComplete === undefined) {',
    tests: TABLE,
  },
  {
    name: 'failed-check-refused',
    safeguard: 'a 200 whose entries fail a check is in doubt',
    file: VERDICT,
    find: 'return deniesAcceptance(answer) ? { ...doubt, probable: false } : doubt;',
    replace: `return deniesAcceptance(answer)
      ? { ...doubt, probable: false }
      : { kind: 'refused', status: 200, detail: '', action: 'wait', retryAfterMs: null };`,
    tests: TABLE,
  },
  {
    name: 'refused-in-any-words',
    safeguard: '400, 402, 422 and 429 refuse only in the words of the API',
    file: VERDICT,
    find: 'words !== null && exchange.bodyComplete ? REFUSED_BY_WORDS.get(status) : undefined;',
    replace: 'REFUSED_BY_WORDS.get(status);',
    tests: TABLE,
  },
  {
    name: 'refused-beside-ids',
    safeguard: 'a refusal that holds ids is in doubt',
    file: VERDICT,
    find: `if (answer.kind !== 'html' && salvageIds(answer.text).length > 0) return null;`,
    replace: '',
    tests: TABLE,
  },
  {
    name: 'refused-beside-accepted',
    safeguard: 'an error body that says that messages were accepted refuses nothing',
    file: 'electron/api/answer.ts',
    find: 'return asCount(accepted) === 0 ? error : null;',
    replace: 'return accepted === undefined ? null : error;',
    tests: ['test/unit/electron/api/verdict.test.ts'],
  },
  {
    name: 'nothing-salvaged',
    safeguard: 'every id in a doubtful answer is salvaged',
    file: VERDICT,
    find: 'salvagedIds: salvageIds(answer.text) };',
    replace: 'salvagedIds: [] };',
    tests: TABLE,
  },
  {
    name: 'nothing-probable',
    safeguard: 'doubt after a 2xx is shown as probably accepted',
    file: VERDICT,
    find: 'const probable = status !== null && status >= 200 && status <= 299;',
    replace: 'const probable = false;',
    tests: TABLE,
  },
  {
    name: 'evidence-not-kept',
    safeguard: 'the raw answer of a request in doubt is kept',
    file: 'electron/send/settle.ts',
    find: 'answer: answer.length > 0 ? answer : null };',
    replace: 'answer: null };',
    tests: ['test/flow/sendVerdicts.test.ts'],
  },
];

const FOLLOWING: readonly Mutant[] = [
  {
    name: 'doubt-requeued',
    safeguard: 'messages in doubt never go back to the queue by themselves',
    file: 'electron/send/settle.ts',
    find: 'resultQueries(db).doubt(request, { sinceMs, reason, probable, salvagedIds });',
    replace: 'leavingQueries(db).giveBack(request);',
    tests: ['test/flow/sendVerdicts.test.ts', 'test/flow/sendRandom.test.ts'],
  },
  {
    name: 'refused-not-given-back',
    safeguard: 'what was refused whole goes back to the queue',
    file: 'electron/send/settle.ts',
    find: `    case 'refused':
      leavingQueries(db).giveBack(request);`,
    replace: `    case 'refused':
      resultQueries(db).doubt(request, { sinceMs: nowMs, reason: 'x', probable: false, salvagedIds: [] });`,
    tests: ['test/flow/sendVerdicts.test.ts'],
  },
  {
    name: 'refusal-not-heeded',
    safeguard: 'a refused key, organisation or address stops everything, and says why',
    file: 'electron/send/react.ts',
    find: `if (action === 'stop') run.stopFor(`,
    replace: `if (action === 'stop' && status === 0) run.stopFor(`,
    tests: ['test/flow/sendVerdicts.test.ts'],
  },
  {
    name: 'no-halves',
    safeguard: '413 halves the requests for good',
    file: 'electron/send/react.ts',
    find: 'run.size = afterTooLarge(run.size, request.messages);',
    replace: 'run.size = { ...run.size };',
    tests: ['test/flow/sendVerdicts.test.ts'],
  },
  {
    name: 'no-split',
    safeguard: 'a request that is refused as a whole is split in two',
    file: 'electron/send/react.ts',
    find: `if (outcome.action === 'split') request.queue.split(request.keys);`,
    replace: `if (outcome.action === 'split') run.stopFor({ reason: 'paused' });`,
    tests: ['test/flow/sendVerdicts.test.ts', 'test/flow/send.test.ts'],
  },
  {
    name: 'all-rejected',
    safeguard: 'where everything is refused one by one, the send stops before all is rejected',
    file: 'electron/send/react.ts',
    find: 'if (run.refusedAlone >= REFUSED_ALONE_LIMIT) run.stopFor(',
    replace: 'if (run.refusedAlone < 0) run.stopFor(',
    tests: ['test/flow/send.test.ts'],
  },
  {
    name: 'retry-after-ignored',
    safeguard: '429 waits as long as the API asks',
    file: 'electron/send/gate.ts',
    find: 'const waitMs = retryAfterMs ?? backoffMs(this.#busyAnswers, BUSY_BACKOFF);',
    replace: 'const waitMs = backoffMs(this.#busyAnswers, BUSY_BACKOFF) + 0 * (retryAfterMs ?? 0);',
    tests: ['test/flow/sendVerdicts.test.ts'],
  },
  {
    name: 'no-backoff',
    safeguard: 'a line that fails is tried again after longer and longer waits',
    file: 'electron/send/gate.ts',
    find: `this.#close('line', backoffMs(this.#lineFailures, LINE_BACKOFF), nowMs);`,
    replace: '',
    tests: ['test/unit/electron/send/gate.test.ts'],
  },
  {
    name: 'rows-out-of-order',
    safeguard: 'the order of a request is the order of its messages',
    file: 'electron/db/leaving.ts',
    find: '  ORDER BY message.key LIMIT ?`;',
    replace: '  ORDER BY message.key DESC LIMIT ?`;',
    tests: ['test/unit/electron/db/leaving.test.ts'],
  },
];

/** Verdicts, and what follows from them. */
export const VERDICT_MUTANTS: readonly Mutant[] = [
  ...CHECKS,
  ...REFUSALS,
  ...READING,
  ...FOLLOWING,
];
