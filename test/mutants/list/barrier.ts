/** What must be on the disk before the first byte leaves, and what an interruption leaves behind. */
import type { Mutant } from '../mutant.ts';

const BARRIER = 'electron/send/barrier.ts';
const LEDGER = 'electron/send/ledger.ts';
const RECOVER = 'electron/send/recover.ts';
const CHECK = 'electron/send/ledgerCheck.ts';
const LANES = 'electron/send/lanes.ts';

const WRITE_LEDGER = 'const ledgerNo = ledger.append(ledgerEntry(run, request));';
const WIRE = `      journalQueries(db).wire(request.requestKey, ledgerNo, nowMs);`;

/** The write barrier, the ledger, the journal and recovery. */
export const BARRIER_MUTANTS: readonly Mutant[] = [
  {
    name: 'ledger-not-written',
    safeguard: 'the ledger has the request before the first byte leaves',
    file: BARRIER,
    find: WRITE_LEDGER,
    replace: 'const ledgerNo = ledger.entries().length + 1;',
    tests: ['test/flow/sendBarrier.test.ts', 'test/crash/sendKill.test.ts'],
  },
  {
    name: 'journal-before-ledger',
    safeguard: 'the ledger is ahead of the database, never behind it',
    file: BARRIER,
    find: WRITE_LEDGER,
    replace: `const ledgerNo = ledger.entries().length + 1;
    if (request.wireAtMs === null) {
      request.wireAtMs = clock.nowMs();
      journalQueries(db).wire(request.requestKey, ledgerNo, request.wireAtMs);
    }
    ledger.append(ledgerEntry(run, request));`,
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'ledger-not-synced',
    safeguard: 'the ledger is on the disk (fsync) before the first byte leaves',
    file: LEDGER,
    find: '      fdatasyncSync(fd);',
    replace: '      if (fd < 0) fdatasyncSync(fd);',
    tests: ['test/unit/electron/send/ledgerSync.test.ts'],
  },
  {
    name: 'ledger-folder-not-synced',
    safeguard: 'a new ledger is in its folder on the disk before the first byte leaves',
    file: LEDGER,
    find: 'if (isNew) syncPath(dirname(this.file));',
    replace: 'if (isNew) dirname(this.file);',
    tests: ['test/unit/electron/send/ledgerSync.test.ts'],
  },
  {
    name: 'ledger-sync-failure-forgotten',
    safeguard: 'after a failed sync nothing more is written to the ledger, so nothing is sent',
    file: LEDGER,
    find: `      this.#spoiled = error;
      throw error;`,
    replace: '      throw error;',
    tests: ['test/unit/electron/send/ledgerSync.test.ts'],
  },
  {
    name: 'ledger-sync-failure-passed-over',
    safeguard: 'a ledger that could not be synced holds the request back',
    file: LEDGER,
    find: `      this.#spoiled = error;
      throw error;`,
    replace: '      this.#spoiled = error;',
    tests: ['test/unit/electron/send/ledgerSync.test.ts'],
  },
  {
    name: 'ledger-torn-line-kept',
    safeguard: 'a half-written line of the ledger is cut off before the next one',
    file: LEDGER,
    find: 'else ftruncateSync(fd, this.#bytes);',
    replace: 'else this.#bytes = readFileSync(this.file).length;',
    tests: ['test/unit/electron/send/ledger.test.ts'],
  },
  {
    name: 'ledger-checksum',
    safeguard: 'every line of the ledger carries a checksum',
    file: 'electron/send/ledgerLine.ts',
    find: 'if (match === null || sealed(line.slice(0, -9)) !== line) return null;',
    replace: 'if (match === null) return null;',
    tests: ['test/unit/electron/send/ledger.test.ts'],
  },
  {
    name: 'ledger-gap',
    safeguard: 'a line missing from the ledger is noticed',
    file: LEDGER,
    find: 'entry?.no === index;',
    replace: 'entry !== null;',
    tests: ['test/unit/electron/send/ledger.test.ts'],
  },
  {
    name: 'wire-not-committed',
    safeguard: 'the journal has the request on the wire before the first byte leaves',
    file: BARRIER,
    find: WIRE,
    replace: '',
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'wire-of-anything',
    safeguard: 'only a request that is prepared may reach the wire',
    file: 'electron/db/journal.ts',
    find: 'if (changes !== 1) throw new Error(`request ${requestKey} is not prepared`);',
    replace: 'if (changes > 1) throw new Error(`request ${requestKey} is not prepared`);',
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'barrier-in-transaction',
    safeguard: 'the barrier throws inside a transaction',
    file: BARRIER,
    find: 'if (db.sql.inTransaction) throw',
    replace: 'if (!db.sql.open) throw',
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'barrier-twice',
    safeguard: 'the barrier throws when the same request starts a second time',
    file: BARRIER,
    find: `if (called) throw new Error('the request was started twice');`,
    replace: '',
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'barrier-after-stop',
    safeguard: 'nothing passes the barrier once the send is stopped',
    file: BARRIER,
    find: 'if (run.stop !== null || isTooLate(run)) throw new SendStopped();',
    replace: 'if (isTooLate(run)) throw new SendStopped();',
    tests: ['test/flow/sendBarrier.test.ts'],
  },
  {
    name: 'barrier-too-late',
    safeguard: 'nothing passes the barrier after the last moment (connecting takes time)',
    file: BARRIER,
    find: 'if (run.stop !== null || isTooLate(run)) throw new SendStopped();',
    replace: 'if (run.stop !== null) throw new SendStopped();',
    tests: ['test/flow/sendRepeat.test.ts'],
  },
  {
    name: 'replay',
    safeguard: 'a second start of the same exchange (a replay by the HTTP client) throws',
    file: 'electron/api/recorder.ts',
    find: `if (this.#wireStarted) throw new ExchangeStop('REPLAYED');`,
    replace: '',
    tests: ['test/contract/barrier.test.ts'],
  },
  {
    name: 'late-start',
    safeguard: 'an exchange that is over does not start any more',
    file: 'electron/api/recorder.ts',
    find: `if (this.#settled) throw new ExchangeStop('LATE_START');`,
    replace: '',
    tests: ['test/contract/barrier.test.ts'],
  },
  {
    name: 'barrier-does-not-hold',
    safeguard: 'a barrier that throws holds the request back',
    file: 'electron/api/recorder.ts',
    find: `      throw new ExchangeStop('BARRIER');`,
    replace: '',
    tests: ['test/contract/barrier.test.ts'],
  },
  {
    name: 'recover-ledger-ignored',
    safeguard: 'a request that is prepared and in the ledger is in doubt after a crash',
    file: RECOVER,
    find: `if (phase === 'prepared' && ledgerNo === undefined) {`,
    replace: `if (phase === 'prepared') {`,
    tests: ['test/unit/electron/send/recover.test.ts', 'test/crash/sendKill.test.ts'],
  },
  {
    name: 'recover-wire-requeued',
    safeguard: 'a request on the wire is in doubt after a crash, never queued',
    file: RECOVER,
    find: `if (phase === 'prepared' && ledgerNo === undefined) {`,
    replace: `if (phase === 'wire' || ledgerNo === undefined) {`,
    tests: ['test/unit/electron/send/recover.test.ts', 'test/crash/sendKill.test.ts'],
  },
  {
    name: 'recover-doubts-everything',
    safeguard: 'a request that never reached the ledger goes back to the queue',
    file: RECOVER,
    find: `if (phase === 'prepared' && ledgerNo === undefined) {`,
    replace: `if (phase === undefined) {`,
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'recover-forgets-ledger-number',
    safeguard: 'what recovery found in the ledger only counts as having left, for every guard',
    file: RECOVER,
    find: '        journal.wire(requestKey, ledgerNo, preparedAtMs);',
    replace: '',
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'no-recovery-before-send',
    safeguard: 'nothing is sent before what was interrupted is settled',
    file: 'electron/send/sendBatch.ts',
    find: 'const recovered = recover(deps);',
    replace: 'const recovered = ok(null);',
    tests: ['test/flow/sendControl.test.ts'],
  },
  {
    name: 'no-freeze',
    safeguard: 'sending is frozen where ledger and database disagree',
    file: RECOVER,
    find: 'if (difference.value !== null) {',
    replace: 'if (difference.value === undefined) {',
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'freeze-ledger-behind',
    safeguard: 'a ledger that lacks what the database has freezes sending',
    file: CHECK,
    find: 'if (last > entries.length) {',
    replace: 'if (last > entries.length && entries.length < 0) {',
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'freeze-database-behind',
    safeguard: 'a database that lacks what the ledger has freezes sending',
    file: CHECK,
    find: 'if (!same) return unknownFrom(entry, entries.length);',
    replace: 'if (!same) continue;',
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'freeze-other-contents',
    safeguard: 'the same numbers with other contents freeze sending (a copy went on by itself)',
    file: CHECK,
    find: 'known?.batch === entry.batch && known.bodyHash === entry.bodyHash;',
    replace: 'known?.batch === entry.batch;',
    tests: ['test/unit/electron/send/recover.test.ts'],
  },
  {
    name: 'settled-apart',
    safeguard: 'an answer and the next request are written in one transaction',
    file: LANES,
    find: `  const both = (): Next => {
    write();`,
    replace: `  inTransaction(db, write);
  const both = (): Next => {`,
    tests: ['test/crash/sendKill.test.ts'],
  },
  {
    name: 'answer-lost-with-next',
    safeguard: 'an answer is written also where the next request cannot be prepared',
    file: LANES,
    find: 'if (next === null) unlessDiskFull(run, () => inTransaction(db, write));',
    replace: '',
    tests: ['test/flow/sendControl.test.ts'],
  },
  {
    name: 'disk-full-not-heeded',
    safeguard: 'a full disk stops the send, and is no crash',
    file: LANES,
    find: 'if (!isDiskFull(error)) throw error;',
    replace: 'if (isDiskFull(error) || error !== null) throw error;',
    tests: ['test/flow/sendControl.test.ts'],
  },
  {
    name: 'nested-transactions',
    safeguard: 'transactions do not nest: an inner commit would be undone by the outer rollback',
    file: 'electron/db/connection.ts',
    find: `if (sql.inTransaction) throw new Error('transactions do not nest');`,
    replace: `if (sql.inTransaction) return fn();`,
    tests: ['test/unit/electron/db/tables.test.ts'],
  },
  {
    name: 'moved-not-counted',
    safeguard: 'a step that moves more or fewer messages than it should is rolled back',
    file: 'electron/db/messageMove.ts',
    find: 'if (changes !== expected) {',
    replace: 'if (changes < 0) {',
    tests: ['test/unit/electron/db/leaving.test.ts'],
  },
  {
    name: 'two-sends-at-once',
    safeguard: 'one send at a time on a data folder',
    file: 'electron/send/active.ts',
    find: 'if (sending.has(db)) return null;',
    replace: '',
    tests: ['test/flow/sendControl.test.ts'],
  },
];
