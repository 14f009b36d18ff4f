/** What a send looks at before each request. */
import type { Mutant } from '../mutant.ts';

const GUARDS = 'electron/send/guards.ts';
const REACT = 'electron/send/react.ts';
const CANARY = 'electron/send/canary.ts';
const GUARD_TESTS = ['test/flow/sendGuards.test.ts'];
const SEND_TESTS = ['test/flow/send.test.ts'];
const LEARNING = ['test/unit/electron/send/learning.test.ts'];

const FIRST_MESSAGES: readonly Mutant[] = [
  {
    name: 'no-canary',
    safeguard: 'the first messages go alone',
    file: 'electron/send/run.ts',
    find: `stage: 'canary' | 'main' = 'canary';`,
    replace: `stage: 'canary' | 'main' = 'main';`,
    tests: SEND_TESTS,
  },
  {
    name: 'canary-in-doubt',
    safeguard: 'doubt in the canary stops the send',
    file: REACT,
    find: 'if (request.canary) run.stopFor(',
    replace: 'if (request.canary && request.messages < 0) run.stopFor(',
    tests: SEND_TESTS,
  },
  {
    name: 'canary-rejected',
    safeguard: 'more than a tenth of the canary refused stops the send',
    file: CANARY,
    find: 'if (this.#rejected * 10 > this.#wanted) {',
    replace: 'if (this.#rejected > this.#wanted) {',
    tests: SEND_TESTS,
  },
  {
    name: 'canary-price',
    safeguard: 'a price that differs by more than the tolerance stops the send',
    file: CANARY,
    find: 'return this.missing > 0 ? null : this.#priceProblem();',
    replace: 'return this.missing > 0 ? this.#priceProblem() : null;',
    tests: SEND_TESTS,
  },
  {
    name: 'tolerance-not-heeded',
    safeguard: 'the tolerance is the one that was asked for',
    file: CANARY,
    find: 'Math.abs(answeredMicro - expected) <= expected * tolerance,',
    replace: 'Math.abs(answeredMicro - expected) <= expected * Math.max(1, tolerance),',
    tests: SEND_TESTS,
  },
  {
    name: 'one-reading-of-the-price',
    safeguard: 'price and price × parts are both good',
    file: CANARY,
    find: 'return [byPartsMicro, byMessageMicro].some(',
    replace: 'return [byPartsMicro, byPartsMicro + 0 * byMessageMicro].some(',
    tests: SEND_TESTS,
  },
  {
    name: 'no-price-is-agreement',
    safeguard: 'a message with a price needs an answer with a price',
    file: CANARY,
    find: 'if (this.#unansweredMicro !== null) {',
    replace: 'if (this.#unansweredMicro === undefined) {',
    tests: LEARNING,
  },
  {
    name: 'countries-make-up',
    safeguard: 'a wrong price in one country is not made up for by another',
    file: CANARY,
    find: 'this.#expect(country, message).answeredMicro += answeredMicro;',
    replace: `this.#expect(country.slice(2), message).answeredMicro += answeredMicro;`,
    tests: LEARNING,
  },
];

const MONEY: readonly Mutant[] = [
  {
    name: 'no-budget',
    safeguard: 'nothing leaves that does not fit the cap',
    file: GUARDS,
    find: 'return neededMicro > budgetMicro ? ',
    replace: 'return neededMicro < 0 ? ',
    tests: GUARD_TESTS,
  },
  {
    name: 'budget-forgets-doubt',
    safeguard: 'what is in doubt counts as spent',
    file: 'electron/send/spend.ts',
    find: `    this.#inFlightMicro -= micro;
    this.#leftMicro += micro;`,
    replace: '    this.#inFlightMicro -= micro;',
    tests: LEARNING,
  },
  {
    name: 'budget-forgets-earlier-runs',
    safeguard: 'what earlier runs spent counts against the cap',
    file: 'electron/send/startRun.ts',
    find: 'leftMicro: untouched ? 0 : await atMostMicroOf(db, batch),',
    replace: 'leftMicro: 0,',
    tests: GUARD_TESTS,
  },
  {
    name: 'budget-forgets-first-time',
    safeguard: 'what is sent again counts twice against the cap',
    file: 'electron/db/spending.ts',
    find: '(atMost.get(first, last) ?? 0) + (before.get(first, last) ?? 0),',
    replace: '(atMost.get(first, last) ?? 0),',
    tests: ['test/flow/sendAgain.test.ts'],
  },
  {
    name: 'budget-believes-list',
    safeguard: 'answers dearer than the price list raise what the rest will cost',
    file: 'electron/send/spend.ts',
    find: 'const dearer = this.#estimatedMicro === 0 ? 1 : this.#answeredMicro / this.#estimatedMicro;',
    replace: 'const dearer = 1;',
    tests: GUARD_TESTS,
  },
  {
    name: 'unpriced-under-budget',
    safeguard: 'a send with a cap refuses to start with messages without a price',
    file: 'electron/send/sendBatch.ts',
    find: 'if (unpriced > 0) return',
    replace: 'if (unpriced < 0) return',
    tests: GUARD_TESTS,
  },
  {
    name: 'no-balance',
    safeguard: 'a balance that is used up stops the send',
    file: GUARDS,
    find: 'if (balanceMicro > 0 && run.affordable >= 1) return null;',
    replace: 'if (balanceMicro !== null) return null;',
    tests: GUARD_TESTS,
  },
  {
    name: 'balance-in-part',
    safeguard: 'a request holds no more than the balance reaches for',
    file: 'electron/send/prepare.ts',
    find: 'return Math.min(wanted, run.affordable);',
    replace: 'return wanted;',
    tests: GUARD_TESTS,
  },
  {
    name: 'balance-every-time',
    safeguard: 'the balance is asked at most once a minute',
    file: 'electron/send/balance.ts',
    find: 'if (this.#off || this.#asking || nowMs - this.#askedMs < EVERY_MS) return;',
    replace: 'if (this.#off || this.#asking) return;',
    tests: GUARD_TESTS,
  },
  {
    name: 'balance-404-asked-again',
    safeguard: 'a 404 switches the balance check off',
    file: 'electron/send/balance.ts',
    find: `if (error.kind === 'api_not_found') return true;`,
    replace: '',
    tests: ['test/unit/electron/send/balance.test.ts'],
  },
  {
    name: 'real-price-without-cap',
    safeguard: 'the real price can be accepted only with a cap',
    file: 'electron/send/settings.ts',
    find: 'if (realPriceAccepted !== true || budgetMicro !== undefined) return null;',
    replace: 'if (realPriceAccepted !== undefined || budgetMicro !== undefined) return null;',
    tests: GUARD_TESTS,
  },
  {
    name: 'real-price-in-advance',
    safeguard: 'the real price is accepted only by somebody who has seen it',
    file: 'electron/work/sendStart.ts',
    find: `if (despite.price === true && stop?.reason !== 'canary_price') {`,
    replace: `if (despite.price === true && stop === undefined) {`,
    tests: ['test/flow/windowSend.test.ts'],
  },
];

const TIMES: readonly Mutant[] = [
  {
    name: 'no-last-moment',
    safeguard: 'nothing leaves after "do not send after"',
    file: GUARDS,
    find: 'if (notAfterMs === null || parts.deps.clock.nowMs() <= notAfterMs) return null;',
    replace: 'if (notAfterMs === null || parts.deps.clock.nowMs() !== notAfterMs) return null;',
    tests: GUARD_TESTS,
  },
  {
    name: 'no-window',
    safeguard: 'nothing leaves outside the hours of the send window',
    file: GUARDS,
    find: 'if (window === null || isOpen(window, nowMs)) return null;',
    replace: 'if (window === null || !isOpen(window, NaN)) return null;',
    tests: GUARD_TESTS,
  },
  {
    name: 'window-over-midnight',
    safeguard: 'a send window may go over midnight',
    file: 'electron/send/sendWindow.ts',
    find: 'return hour >= fromHour || hour < toHour || fromHour === toHour;',
    replace: 'return fromHour === toHour;',
    tests: LEARNING,
  },
];

const PEOPLE: readonly Mutant[] = [
  {
    name: 'pacing-limit',
    safeguard: 'at most 5 messages a minute to one number',
    file: 'electron/send/pacing.ts',
    find: 'const PER_MINUTE = 5;',
    replace: 'const PER_MINUTE = 6;',
    tests: GUARD_TESTS,
  },
  {
    name: 'pacing-of-one-batch',
    safeguard: 'the 5 a minute are counted over all batches and restarts',
    file: 'electron/send/pacing.ts',
    find: 'if (!mayHaveToWait(db, batch, left)) return pacing;',
    replace: 'if (!mayHaveToWait(db, batch, left) || left.length > 0) return pacing;',
    tests: GUARD_TESTS,
  },
  {
    name: 'pacing-from-preparation',
    safeguard: 'the minute of a number begins when its message leaves',
    file: 'electron/send/barrier.ts',
    find: '    pace(run, request);\n',
    replace: '    if (request.pacedAtMs < 0) pace(run, request);\n',
    tests: ['test/flow/sendPacing.test.ts'],
  },
  {
    name: 'same-text',
    safeguard: 'the same text to the same number in the last days is a question',
    file: 'electron/send/sendBatch.ts',
    find: 'return messages > 0 ? ',
    replace: 'return messages < 0 ? ',
    tests: GUARD_TESTS,
  },
  {
    name: 'same-text-any-text',
    safeguard: 'only the same text is a question, not the same number',
    file: 'electron/send/sameText.ts',
    find: 'if (keys.some((other) => departures.text(other) === text)) same += 1;',
    replace: 'if (keys.length > 0 && text !== null) same += 1;',
    tests: GUARD_TESTS,
  },
  {
    name: 'same-text-forgets-doubt',
    safeguard: 'what is in doubt counts for the question of the same text',
    file: 'electron/db/departures.ts',
    find: `  'no_receipt',
  'in_doubt',
];`,
    replace: `  'no_receipt',
];`,
    tests: GUARD_TESTS,
  },
  {
    name: 'same-text-counts-failures',
    safeguard: 'a confirmed failure does not count for the question of the same text',
    file: 'electron/db/departures.ts',
    find: `  'no_receipt',
  'in_doubt',
];`,
    replace: `  'no_receipt',
  'in_doubt',
  'failed',
];`,
    tests: GUARD_TESTS,
  },
  {
    name: 'do-not-contact',
    safeguard: 'whoever is on the do-not-contact list gets nothing, also at the moment of leaving',
    file: 'electron/send/startRun.ts',
    find: 'if (!leaving.anyOptOut()) return 0;',
    replace: 'if (!leaving.anyOptOut() || batch.key > 0) return 0;',
    tests: GUARD_TESTS,
  },
  {
    name: 'do-not-contact-halves',
    safeguard: 'the do-not-contact list holds for the halves of a refused request, too',
    file: 'electron/send/queue.ts',
    find: '      this.#scope.cancelOptedOut(first, last);\n',
    replace: '',
    tests: ['test/unit/electron/send/queue.test.ts'],
  },
  {
    name: 'number-twice-in-request',
    safeguard: 'no request holds the same number twice',
    file: 'electron/send/queue.ts',
    find: 'const fits = waitMs === 0 && !(repeats && numbers.has(to));',
    replace: 'const fits = waitMs === 0;',
    tests: ['test/unit/electron/send/queue.test.ts'],
  },
  {
    name: 'number-twice-in-list',
    safeguard: 'a number that comes twice in a list is taken once',
    file: 'electron/import/recipients.ts',
    find: `if (!allowDuplicates && accepted.has(recipient)) return err({ reason: 'duplicate' });`,
    replace: '',
    tests: ['test/unit/electron/import/recipients.test.ts'],
  },
];

const RISK: readonly Mutant[] = [
  {
    name: 'no-doubt-limit',
    safeguard: 'the limit of messages in doubt stops the send',
    file: REACT,
    find: 'else if (run.doubted >= settings.doubtLimit) {',
    replace: 'else if (run.doubted < 0) {',
    tests: SEND_TESTS,
  },
  {
    name: 'doubt-limit-fixed',
    safeguard: 'an explicit size of requests raises the limit of messages in doubt',
    file: 'electron/send/settings.ts',
    find: 'Math.max(DEFAULT_MAX_REQUEST, maxRequest) * lanes,',
    replace: 'DEFAULT_MAX_REQUEST * lanes,',
    tests: SEND_TESTS,
  },
  {
    name: 'doubt-does-not-shrink',
    safeguard: 'requests shrink on trouble',
    file: REACT,
    find: `  run.doubted += request.messages;
  run.size = afterTrouble(run.size);`,
    replace: '  run.doubted += request.messages;',
    tests: SEND_TESTS,
  },
  {
    name: 'size-without-limit',
    safeguard: 'requests do not grow above their limit',
    file: 'shared/domain/requestSize.ts',
    find: 'next: Math.min(size.ceiling, size.next * Math.max(1, growth)) };',
    replace: 'next: size.next * Math.max(1, growth) };',
    tests: ['test/unit/shared/domain/requestSize.test.ts'],
  },
  {
    name: 'slow-answers-ignored',
    safeguard: 'requests shrink where answers are slow',
    file: 'shared/domain/requestSize.ts',
    find: 'if (tookMs > TARGET_ANSWER_MS) {',
    replace: 'if (tookMs === Infinity) {',
    tests: ['test/unit/shared/domain/requestSize.test.ts'],
  },
];

const OPERATOR: readonly Mutant[] = [
  {
    name: 'pause-not-polled',
    safeguard: 'what another process asks is looked at before each request',
    file: GUARDS,
    find: 'const stop = asked(run) ?? tooLate(run) ?? overBudget(run) ??',
    replace: 'const stop = tooLate(run) ?? overBudget(run) ??',
    tests: ['test/flow/sendControl.test.ts'],
  },
  {
    name: 'cancel-forgotten-by-kill',
    safeguard: 'a cancel survives a kill between seeing it and carrying it out',
    file: 'electron/send/control.ts',
    find: `if (existsSync(controlFile(dir, 'cancel', batchId))) return 'cancel';`,
    replace: `if (existsSync(controlFile(dir, 'cancel', batchId))) {
    clearControl(dir, 'cancel', batchId);
    return 'cancel';
  }`,
    tests: ['test/flow/sendCancel.test.ts'],
  },
  {
    name: 'cancel-while-nobody-sends',
    safeguard: 'a cancel that was asked while nobody sent is carried out before the next send',
    file: 'electron/send/sendBatch.ts',
    find: 'const isCancelled = followAskedCancel(deps, batch);',
    replace: 'const isCancelled = batch.id === null && followAskedCancel(deps, batch);',
    tests: ['test/flow/sendCancel.test.ts'],
  },
  {
    name: 'cancel-meets-later-decision',
    safeguard: 'an old cancel does not concern what a later decision queues',
    file: 'electron/send/resolve.ts',
    find: '      followAskedCancel(deps, batch);\n',
    replace: '',
    tests: ['test/flow/sendCancel.test.ts'],
  },
  {
    name: 'stop-ends-on-the-wire',
    safeguard: 'a stop waits for the answer of what is on the wire',
    file: 'electron/send/calls.ts',
    find: 'if (!barrier.passed()) leaving.abort();',
    replace: 'leaving.abort();',
    tests: ['test/flow/sendControl.test.ts'],
  },
];

/** The guards. */
export const GUARD_MUTANTS: readonly Mutant[] = [
  ...FIRST_MESSAGES,
  ...MONEY,
  ...TIMES,
  ...PEOPLE,
  ...RISK,
  ...OPERATOR,
];
