/** Whether the send ledger and the journal of the database tell the same story. */
import type { JournalQueries } from '../db/journal.ts';
import type { LedgerEntry } from './ledger.ts';

/**
 * The first difference between the two, in words for the operator; `null` where there is none.
 *
 * The ledger may not know more than the database (the database lost its memory: it is an older copy, or
 * a new one) nor less (the ledger is an older copy, or is missing). A request that the journal has only
 * `prepared` may be in the ledger: the process ended between the two.
 */
export function differenceOf(
  journal: Pick<JournalQueries, 'find' | 'lastLedgerNo'>,
  entries: readonly LedgerEntry[],
): string | null {
  const last = journal.lastLedgerNo();
  if (last > entries.length) {
    return `the database knows requests up to ledger number ${last}, the ledger ends at ${entries.length}`;
  }
  for (const entry of entries) {
    const known = journal.find(entry.requestKey);
    const same = known?.batch === entry.batch && known.bodyHash === entry.bodyHash;
    if (!same) return unknownFrom(entry, entries.length);
    // A repeated call has several entries; its journal row names the first.
    const { ledgerNo } = known;
    const named = ledgerNo === null ? entry : entries[ledgerNo - 1];
    if (named?.requestKey !== entry.requestKey) return unknownFrom(entry, entries.length);
  }
  return null;
}

function unknownFrom({ no, batch, requestKey, runs, count }: LedgerEntry, total: number): string {
  return (
    `the database does not know ledger number ${no} of ${total}: ` +
    `batch ${batch}, request ${requestKey}, ${count} messages (${runs})`
  );
}
