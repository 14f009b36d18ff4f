/** Doubt and its settling, safe mode, and receipts. */
import type { Mutant } from '../mutant.ts';

const CALLS = 'electron/send/calls.ts';
const SINGLE = 'electron/api/singleAnswer.ts';
const MATCH = 'electron/send/resolveMatch.ts';
const BY_LIST = 'electron/send/resolveByList.ts';
const SAFE_TESTS = ['test/flow/sendSafe.test.ts'];
const SINGLE_TESTS = ['test/contract/singleCall.test.ts'];
const RESOLVE_TESTS = ['test/unit/electron/send/resolve.test.ts'];
const MATCH_TESTS = ['test/unit/electron/send/resolveMatch.test.ts'];

const SAFE_MODE: readonly Mutant[] = [
  {
    name: 'dedup-random',
    safeguard: 'the clientDedup of a message is always the same',
    file: 'electron/send/prepare.ts',
    find: '}:${message.attempt}`;',
    replace: '}:${message.attempt}${Math.random()}`;',
    tests: SAFE_TESTS,
  },
  {
    name: 'dedup-without-decision',
    safeguard: 'each decision to send again has a clientDedup of its own',
    file: 'electron/send/prepare.ts',
    find: '}:${message.attempt}`;',
    replace: '}:0`;',
    tests: SAFE_TESTS,
  },
  {
    name: 'dedup-of-many',
    safeguard: 'each message has a clientDedup of its own',
    file: 'electron/send/prepare.ts',
    find: '${seqOf(message.key)}:',
    replace: '${seqOf(message.key) * 0}:',
    tests: SAFE_TESTS,
  },
  {
    name: 'repeated-call-is-doubt',
    safeguard: 'a 409 about our clientDedup counts as success',
    file: 'electron/api/verdict.ts',
    find: 'if (status === 200 || status === 409) {',
    replace: 'if (status === 200) {',
    tests: SINGLE_TESTS,
  },
  {
    name: 'repeated-call-not-ours',
    safeguard: 'a 409 counts only if its number and text are ours',
    file: SINGLE,
    find: `if (!isOurs(body, sent)) return 'not_ours';
  if (!originalAccepted(body))`,
    replace: 'if (!originalAccepted(body))',
    tests: SINGLE_TESTS,
  },
  {
    name: 'repeated-call-any-409',
    safeguard: 'a 409 counts only if it is about the clientDedup',
    file: SINGLE,
    find: `if (sent.clientDedup === null || !isRepetition) return 'unknown_shape';`,
    replace: '',
    tests: ['test/unit/electron/api/verdict.test.ts'],
  },
  {
    name: 'repeated-call-of-refused',
    safeguard: 'a 409 about a message that was refused is no success',
    file: SINGLE,
    find: `if (!originalAccepted(body)) return 'original_refused';`,
    replace: '',
    tests: ['test/unit/electron/api/verdict.test.ts'],
  },
  {
    name: 'single-200-not-ours',
    safeguard: 'a 200 of the single call counts only if its number and text are ours',
    file: SINGLE,
    find: `if (!isOurs(body, sent)) return 'not_ours';
  const error = asText`,
    replace: 'const error = asText',
    tests: ['test/unit/electron/api/verdict.test.ts'],
  },
  {
    name: 'doubt-not-repeated',
    safeguard: 'in safe mode doubt is met by the same call again',
    file: CALLS,
    find: 'if (!repeatable || tries >= REPEAT_TRIES ||',
    replace: 'if (!repeatable || tries >= 1 ||',
    tests: SAFE_TESTS,
  },
  {
    name: 'repeated-without-key',
    safeguard: 'a call without a clientDedup is never repeated',
    file: 'electron/api/verdict.ts',
    find: 'const retryable = sent.clientDedup !== null && !taken;',
    replace: 'const retryable = !taken;',
    tests: SINGLE_TESTS,
  },
  {
    name: 'refusal-of-repetition-believed',
    safeguard: 'after doubt only acceptance is proof: a refused repetition says nothing',
    file: CALLS,
    find: `if (verdict.kind === 'accepted' || doubt === null) return finished;`,
    replace: `if (verdict.kind !== 'in_doubt' || doubt === null) return finished;`,
    tests: SAFE_TESTS,
  },
  {
    name: 'repeated-against-guards',
    safeguard: 'a repetition obeys the guards as a new message does',
    file: 'electron/send/guards.ts',
    find: '  if (guarded === null) return true;\n',
    replace: '  if (guarded !== undefined) return true;\n',
    tests: ['test/flow/sendRepeat.test.ts'],
  },
  {
    name: 'again-in-bulk',
    safeguard: 'what is sent again goes by the single call',
    file: 'electron/send/startRun.ts',
    find: `if (settings.safe !== true) add('bulk', 0, settings.safe === false ? ANY_ATTEMPT : 0);`,
    replace: `if (settings.safe !== true) add('bulk', 0, ANY_ATTEMPT);`,
    tests: SAFE_TESTS,
  },
];

const PROVING: readonly Mutant[] = [
  {
    name: 'match-owned-by-two',
    safeguard: 'a listed message that fits two of ours proves neither',
    file: MATCH,
    find: 'if (ids.size === 1 && id !== undefined && owners.get(id) === 1)',
    replace: 'if (ids.size === 1 && id !== undefined)',
    tests: [...MATCH_TESTS, ...RESOLVE_TESTS],
  },
  {
    name: 'match-of-two',
    safeguard: 'two listed messages that fit one of ours prove nothing',
    file: MATCH,
    find: 'if (ids.size === 1 && id !== undefined && owners.get(id) === 1)',
    replace: 'if (ids.size >= 1 && id !== undefined && owners.get(id) === 1)',
    tests: MATCH_TESTS,
  },
  {
    name: 'match-without-text',
    safeguard: 'a match needs the same text',
    file: MATCH,
    find: 'const nameOf = (recipient: number | null, text: string): string => `${recipient} ${text}`;',
    replace:
      'const nameOf = (recipient: number | null, text: string): string => `${recipient} ${text.slice(0, 0)}`;',
    tests: MATCH_TESTS,
  },
  {
    name: 'match-without-recipient',
    safeguard: 'a match needs the same number',
    file: MATCH,
    find: 'const nameOf = (recipient: number | null, text: string): string => `${recipient} ${text}`;',
    replace:
      'const nameOf = (recipient: number | null, text: string): string => `${recipient === null} ${text}`;',
    tests: MATCH_TESTS,
  },
  {
    name: 'match-at-any-time',
    safeguard: 'a match needs the time around the request',
    file: MATCH,
    find: 'return createdMs >= fromMs && createdMs < toMs;',
    replace: 'return fromMs <= toMs;',
    tests: MATCH_TESTS,
  },
  {
    name: 'hidden-is-not-found',
    safeguard: 'a listed message without number or text makes ambiguous, never not found',
    file: MATCH,
    find: `if (ids.size === 0 && doubtful === 0) return { outcome: 'not_found' };`,
    replace: `if (ids.size === 0) return { outcome: 'not_found' };`,
    tests: [...MATCH_TESTS, ...RESOLVE_TESTS],
  },
  {
    name: 'match-taken-id',
    safeguard: 'an id that is one of our messages already proves nothing',
    file: 'electron/send/resolveSearch.ts',
    find: `if (taken.has(id) || direction === 'inbound') continue;`,
    replace: `if (direction === 'inbound') continue;`,
    tests: RESOLVE_TESTS,
  },
  {
    name: 'match-inbound',
    safeguard: 'a received message is none of ours',
    file: 'electron/send/resolveSearch.ts',
    find: `if (taken.has(id) || direction === 'inbound') continue;`,
    replace: 'if (taken.has(id)) continue;',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'match-without-history',
    safeguard: 'a listed message may belong to any message of the whole history',
    file: BY_LIST,
    find: 'return [...messages.map(claimOf), ...others];',
    replace: 'return [...messages.map(claimOf), ...others.slice(others.length)];',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'half-a-list-believed',
    safeguard: 'a list that breaks off proves nothing',
    file: BY_LIST,
    find: 'if (error === null) write(deps, findings, confirmed);',
    replace: 'write(deps, findings, confirmed);',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'answer-for-another-id',
    safeguard: 'the answer for another id says nothing about a salvaged one',
    file: 'electron/send/resolveSearch.ts',
    find: 'if (status.id !== id) return unknownSighting(id, requestKey);',
    replace: '',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'not-found-at-once',
    safeguard: '"not found" is provisional for a waiting period',
    file: 'electron/send/resolveReport.ts',
    find: 'const LIST_DELAY_MS = 30 * 60_000;',
    replace: 'const LIST_DELAY_MS = 0;',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'other-account',
    safeguard: 'doubt of another account is not looked for in this one',
    file: 'electron/send/resolve.ts',
    find: 'if (accountKey === null || accountKey !== accountQueries(db).current()?.key) {',
    replace: 'if (accountKey === null) {',
    tests: RESOLVE_TESTS,
  },
];

const DECIDING: readonly Mutant[] = [
  {
    name: 'decision-not-recorded',
    safeguard: 'every decision is recorded with who, when and why',
    file: 'electron/send/resolveDecide.ts',
    find: 'decisionQueries(db).record({ atMs, who, kind, why, batchKey: batch.key, detail });',
    replace: 'decisionQueries(db);',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'decision-not-counted',
    safeguard: 'a decision to send again is counted with its message',
    file: 'electron/db/doubtSql.ts',
    find: 'attempt = attempt + 1, request_key = NULL,',
    replace: 'request_key = NULL,',
    tests: RESOLVE_TESTS,
  },
  {
    name: 'decided-while-sending',
    safeguard: 'nothing is sent again while the batch is being sent',
    file: 'electron/send/resolve.ts',
    find: `      if (batch.state === 'sending') {`,
    replace: `      if (batch.state === undefined) {`,
    tests: RESOLVE_TESTS,
  },
  {
    name: 'decided-while-frozen',
    safeguard: 'nothing is queued again where sending is frozen',
    file: 'electron/work/doubts.ts',
    find: `if (how === 'send_again' && !sending.ok) return sending;`,
    replace: '',
    tests: ['test/flow/windowDoubt.test.ts'],
  },
  {
    name: 'decided-by-nobody',
    safeguard: 'a decision has the name of who is working',
    file: 'electron/work/doubts.ts',
    find: `if (who === null) return err({ kind: 'person_missing' });`,
    replace: '',
    tests: ['test/flow/windowDoubt.test.ts'],
  },
  {
    name: 'doubt-ends-with-cancel',
    safeguard: 'sent again and then cancelled, a message is in doubt as before',
    file: 'electron/db/leaving.ts',
    find: 'const doubtful = standingDoubt(db).insteadOfCancelled(first, last);',
    replace: 'const doubtful = 0;',
    tests: ['test/flow/sendAgain.test.ts'],
  },
  {
    name: 'doubt-ends-with-opt-out',
    safeguard: 'sent again and then opted out, a message is in doubt as before',
    file: 'electron/db/leaving.ts',
    find: 'const doubtful = standingDoubt(db).insteadOfOptedOut(firstKey, lastKey);',
    replace: 'const doubtful = 0;',
    tests: ['test/flow/sendAgain.test.ts'],
  },
  {
    name: 'doubt-ends-with-rejection',
    safeguard: 'sent again and then refused, a message is in doubt as before',
    file: 'electron/db/results.ts',
    find: '         AND NOT ${STANDS_IN_DOUBT}`,',
    replace: '`,',
    tests: ['test/flow/sendAgain.test.ts'],
  },
];

const RECEIPTS: readonly Mutant[] = [
  {
    name: 'receipts-backwards',
    safeguard: 'receipts never move a message backwards',
    file: 'shared/domain/message.ts',
    find: 'return next > rank ? stage : null;',
    replace: 'return stage;',
    tests: [
      'test/unit/shared/domain/message.test.ts',
      'test/unit/electron/receipts/change.test.ts',
    ],
  },
  {
    name: 'receipts-of-the-unaccepted',
    safeguard: 'a receipt does not settle what was never accepted',
    file: 'shared/domain/message.ts',
    find: 'if (rank === undefined || next === undefined) return null;',
    replace: 'if (rank === undefined || next === undefined) return stage;',
    tests: ['test/unit/electron/receipts/change.test.ts'],
  },
  {
    name: 'receipts-of-another-account',
    safeguard: 'a receipt of another account is left alone',
    file: 'electron/receipts/applyStatuses.ts',
    find: 'if (status !== undefined && ours(known.key)) note(findings, known, status);',
    replace: 'if (status !== undefined) note(findings, known, status);',
    tests: ['test/unit/electron/receipts/pollReceipts.test.ts'],
  },
  {
    name: 'charge-forgotten',
    safeguard: 'a charge is never forgotten',
    file: 'electron/receipts/change.ts',
    find: 'chargedMicro: status.chargedMicro ?? known.chargedMicro,',
    replace: 'chargedMicro: status.chargedMicro,',
    tests: ['test/unit/electron/receipts/change.test.ts'],
  },
];

/** Doubt, safe mode, receipts. */
export const DOUBT_MUTANTS: readonly Mutant[] = [
  ...SAFE_MODE,
  ...PROVING,
  ...DECIDING,
  ...RECEIPTS,
];
