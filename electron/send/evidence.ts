/** What several tries of one call tell of its doubt, together. Pure. */
import type { Finished, Outcome } from './request.ts';

/** A request that ended in doubt. */
export interface Doubtful extends Finished {
  readonly outcome: Outcome & { readonly kind: 'in_doubt' };
}

/**
 * Adds another try's evidence: all ids, probable if any try was, and the reason, status and body of the
 * try that tells most (the earlier one where they tell the same).
 *
 * All tries carry the same key, so an id in any of them can only be this message's.
 */
export function allEvidence(known: Doubtful | null, added: Doubtful): Doubtful {
  if (known === null) return added;
  const most = weight(added) > weight(known) ? added : known;
  const probable = known.outcome.probable || added.outcome.probable;
  const ids = new Set([...known.outcome.salvagedIds, ...added.outcome.salvagedIds]);
  return { ...most, outcome: { ...most.outcome, probable, salvagedIds: [...ids] } };
}

function weight({ outcome, exchange }: Doubtful): number {
  const ids = outcome.salvagedIds.length > 0;
  return (outcome.probable ? 4 : 0) + (ids ? 2 : 0) + (exchange.body.length > 0 ? 1 : 0);
}
