/** Writes what statuses say into the database: one transaction for a page of them. */
import type { ApiStatus } from '../api/types.ts';
import { arrivedSenderQueries } from '../db/arrivedSenders.ts';
import { batchQueries } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { batchKeyOf } from '../db/keys.ts';
import { receiptQueries } from '../db/receipts.ts';
import type { KnownMessage, MessageReceipt } from '../db/receipts.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { statusChange } from './change.ts';
import type { ReceiptWarning } from './change.ts';

/** Which of our messages a status was for. */
export interface Seen {
  readonly key: number;
  /** Its state before. */
  readonly state: MessageState;
}

/** What a page of statuses did. */
export interface Applied {
  /** Our messages among them, whether something changed or not. */
  readonly seen: readonly Seen[];
  /** How many of our messages were changed. */
  readonly changed: number;
  readonly warnings: readonly ReceiptWarning[];
}

interface Findings {
  readonly seen: Seen[];
  readonly receipts: MessageReceipt[];
  readonly warnings: ReceiptWarning[];
  readonly moves: Move[];
  readonly renamed: Renamed[];
}

/** Messages of a batch that arrived under another sender name, seen for the first time. */
interface Renamed {
  readonly batchKey: number;
  readonly ours: string;
  readonly theirs: string;
  messages: number;
}

interface Move {
  readonly batchKey: number;
  readonly from: MessageState;
  readonly to: MessageState;
  messages: number;
}

/** Makes the function that applies the statuses of one account. */
export function statusApplier(
  db: OwnerDb,
  accountKey: number,
): (statuses: readonly ApiStatus[]) => Applied {
  const ours = batchFilter(db, accountKey);
  return (statuses) => {
    const [first, ...repeated] = withoutRepeats(statuses);
    const applied = applyPage(db, ours, first ?? []);
    return repeated.map((page) => applyPage(db, ours, page)).reduce(joined, applied);
  };
}

/**
 * Splits off statuses whose id came before, in order: each must see what the one before changed, or
 * a contradictory pair could move a message backwards.
 */
function withoutRepeats(statuses: readonly ApiStatus[]): readonly (readonly ApiStatus[])[] {
  if (new Set(statuses.map(({ id }) => id)).size === statuses.length) return [statuses];
  const firsts = new Map<string, ApiStatus>();
  const rest = statuses.filter((status) => {
    if (firsts.has(status.id)) return true;
    firsts.set(status.id, status);
    return false;
  });
  return [[...firsts.values()], ...withoutRepeats(rest)];
}

function joined(a: Applied, b: Applied): Applied {
  return {
    seen: [...a.seen, ...b.seen],
    changed: a.changed + b.changed,
    warnings: [...a.warnings, ...b.warnings],
  };
}

/** Ids are unique within an account at most: messages of other accounts are left alone. */
function batchFilter(db: OwnerDb, accountKey: number): (key: number) => boolean {
  const known = new Map<number, boolean>();
  return (key) => {
    const batchKey = batchKeyOf(key);
    const isOurs = known.get(batchKey) ?? batchQueries(db).get(batchKey).accountKey === accountKey;
    known.set(batchKey, isOurs);
    return isOurs;
  };
}

function applyPage(
  db: OwnerDb,
  ours: (key: number) => boolean,
  statuses: readonly ApiStatus[],
): Applied {
  const queries = receiptQueries(db);
  const counts = countQueries(db);
  return inTransaction(db, () => {
    const findings: Findings = { seen: [], receipts: [], warnings: [], moves: [], renamed: [] };
    for (const [place, known] of queries.byIds(statuses.map(({ id }) => id))) {
      const status = statuses[place];
      if (status !== undefined && ours(known.key)) note(findings, known, status);
    }
    queries.write(findings.receipts);
    for (const { batchKey, from, to, messages } of findings.moves) {
      counts.move(batchKey, from, to, messages);
    }
    for (const { batchKey, ...sender } of findings.renamed) {
      arrivedSenderQueries(db).add(batchKey, sender);
    }
    const { seen, receipts, warnings } = findings;
    return { seen, changed: receipts.length, warnings };
  });
}

function note(findings: Findings, known: KnownMessage, status: ApiStatus): void {
  const { receipt, warnings } = statusChange(known, status);
  findings.seen.push({ key: known.key, state: known.state });
  findings.warnings.push(...warnings);
  if (receipt === null) return;
  findings.receipts.push(receipt);
  if (warnings.includes('sender_changed')) countSender(findings.renamed, known, status);
  if (receipt.state !== known.state) countMove(findings.moves, known, receipt.state);
}

/** Once a message: what was noted with it before is counted already. */
function countSender(
  renamed: Renamed[],
  { key, sender: ours, warning }: KnownMessage,
  { sender: theirs }: ApiStatus,
): void {
  if (theirs === null || warning?.includes('sender_changed') === true) return;
  const batchKey = batchKeyOf(key);
  const known = renamed.find(
    (r) => r.batchKey === batchKey && r.ours === ours && r.theirs === theirs,
  );
  if (known === undefined) renamed.push({ batchKey, ours, theirs, messages: 1 });
  else known.messages += 1;
}

/** A page holds few kinds of moves, so they are looked for one by one. */
function countMove(moves: Move[], { key, state: from }: KnownMessage, to: MessageState): void {
  const batchKey = batchKeyOf(key);
  const known = moves.find((m) => m.batchKey === batchKey && m.from === from && m.to === to);
  if (known === undefined) moves.push({ batchKey, from, to, messages: 1 });
  else known.messages += 1;
}
