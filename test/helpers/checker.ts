/**
 * The promise of sending, checked: what a gateway really took, held against what the database says.
 *
 * - accepted by the gateway ≤ 1 + recorded decisions to send again
 * - accepted in the database ⇒ the gateway has it
 * - cancelled or rejected ⇒ the gateway does not have it, whatever was decided
 * - queued ⇒ the gateway does not have it, or has it once for each decision to send again
 * - the gateway has it ⇒ accepted or in doubt
 * - in doubt ⇒ it is shown to the operator as such
 * - nothing stays `sending`, in no request either, and the counts are those of the messages
 */
import { countQueries } from '../../electron/db/counts.ts';
import type { Db } from '../../electron/db/connection.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { keyRange } from '../../electron/db/keys.ts';
import { messageStateOf, zeroCounts } from '../../shared/domain/message.ts';
import type { MessageCounts, MessageState } from '../../shared/domain/message.ts';

/** What the checker needs to know of a message that a gateway took. */
export interface TakenMessage {
  readonly to: string;
  readonly text: string;
}

interface Row {
  readonly recipient: number;
  readonly text: string;
  readonly state: MessageState;
  readonly attempt: number;
  /** It has a doubt that nothing has settled. */
  readonly doubtful: 0 | 1;
}

const ON_ITS_WAY: ReadonlySet<MessageState> = new Set([
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
]);

const name = (to: string | number, text: string): string => `${to}\0${text}`;

function rowsOf(db: Db, batchKey: number): readonly Row[] {
  const { first, last } = keyRange(batchKey);
  return db.sql
    .prepare<[number, number], Omit<Row, 'state'> & { readonly state: number }>(
      `SELECT recipient, text, state, attempt, EXISTS (SELECT 1 FROM doubt d WHERE d.key = message.key
         AND d.request_key = message.request_key AND d.resolved_by IS NULL) AS doubtful
       FROM message JOIN message_body USING (key)
       WHERE key BETWEEN ? AND ?`,
    )
    .all(first, last)
    .map((row) => ({ ...row, state: messageStateOf(row.state) }));
}

/** Every breach of the promise, in words; none where it holds. Messages must differ in number or text. */
export function breaches(db: Db, batchKey: number, truth: readonly TakenMessage[]): string[] {
  const taken = new Map<string, number>();
  for (const { to, text } of truth) taken.set(name(to, text), (taken.get(name(to, text)) ?? 0) + 1);
  const found: string[] = [];
  const counts = zeroCounts();
  for (const row of rowsOf(db, batchKey)) {
    const { recipient, text, state } = row;
    counts[state] += 1;
    const times = taken.get(name(recipient, text)) ?? 0;
    const breach = breachOf(row, times);
    if (breach !== null) found.push(`${recipient} (${state}): ${breach}`);
  }
  return [...found, ...bookBreaches(db, batchKey, counts)];
}

function breachOf({ state, attempt, doubtful }: Row, times: number): string | null {
  if (times > 1 + attempt) return `taken ${times} times after ${attempt} decisions`;
  if (state === 'sending') return 'still sending';
  if (ON_ITS_WAY.has(state) && times === 0) return 'the gateway does not have it';
  if ((state === 'in_doubt') !== (doubtful === 1)) return `in doubt and shown so: not both`;
  // Decided to be sent again, it is queued: the gateway may have it from before.
  const allowed = state === 'queued' ? attempt : 0;
  const settled = ON_ITS_WAY.has(state) || state === 'in_doubt';
  return !settled && times > allowed ? 'the gateway has it' : null;
}

function bookBreaches(db: Db, batchKey: number, counts: MessageCounts): string[] {
  const open = db.sql
    .prepare<[number], number>(
      `SELECT count(*) FROM request WHERE batch_key = ? AND phase <> 'settled'`,
    )
    .pluck()
    .get(batchKey);
  const kept = countQueries(db).of(batchKey);
  const wrong = Object.entries(counts).filter(([s, n]) => kept[s as MessageState] !== n);
  const { state } = batchQueries(db).get(batchKey);
  return [
    ...(open === 0 ? [] : [`${open} requests are not settled`]),
    ...wrong.map(([s, n]) => `${kept[s as MessageState]} messages are counted as ${s}, not ${n}`),
    ...(state === 'sending' ? ['the batch is still sending'] : []),
  ];
}
