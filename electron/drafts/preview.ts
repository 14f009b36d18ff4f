/** What a list will cost, and which of its messages stand out. */
import type { PriceList } from '../../shared/domain/pricing.ts';
import { ok, type Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { batchQueries, type Batch } from '../db/batches.ts';
import { batchEstimate } from '../db/estimate.ts';
import { messageKey, seqOf } from '../db/keys.ts';
import { messageQueries } from '../db/messages.ts';
import { previewQueries, type TextLength } from '../db/previews.ts';
import { priceQueries } from '../db/prices.ts';
import { inShortSteps, type StepRange } from '../db/shortSteps.ts';
import type { Db } from '../db/connection.ts';
import { windowSummary } from '../work/batchSums.ts';
import { keptOfBatch } from '../work/kept.ts';
import { type DraftParts, expected, findBatch } from './parts.ts';
import { type ShownMessage, shownMessage } from './recipient.ts';

/** Messages shown of each kind that stands out. */
const SHOWN = 5;

/** Messages of one country with so many parts. */
interface PartsGroup {
  readonly country: string;
  readonly parts: number;
  messages: number;
  /** The first ones. */
  readonly keys: number[];
}

/** What stands out, but for prices, which may change. */
interface Standouts {
  readonly groups: readonly PartsGroup[];
  /** Keys. */
  readonly longest: readonly number[];
}

class Scan {
  readonly #db: Db;
  readonly #groups = new Map<string, PartsGroup>();
  #longest: readonly TextLength[] = [];

  constructor(db: Db) {
    this.#db = db;
  }

  read(piece: StepRange): void {
    const queries = previewQueries(this.#db);
    for (const { country, parts, messages } of queries.byParts(piece)) {
      const name = `${country} ${parts}`;
      const group = this.#groups.get(name) ?? { country, parts, messages: 0, keys: [] };
      this.#groups.set(name, group);
      group.messages += messages;
      const missing = SHOWN - group.keys.length;
      if (missing > 0) group.keys.push(...queries.keysOf(piece, country, parts, missing));
    }
    this.#longest = [...this.#longest, ...queries.longest(piece, SHOWN)]
      .toSorted((a, b) => b.parts - a.parts || b.length - a.length || a.key - b.key)
      .slice(0, SHOWN);
  }

  found(): Standouts {
    return { groups: [...this.#groups.values()], longest: this.#longest.map(({ key }) => key) };
  }
}

/** Looks at every message once; texts of a batch never change. */
const standoutsOf = keptOfBatch(async (db: Db, { key, lastSeq }: Batch): Promise<Standouts> => {
  const scan = new Scan(db);
  if (lastSeq > 0) {
    const range = { first: messageKey(key, 1), last: messageKey(key, lastSeq) };
    await inShortSteps(range, (piece) => scan.read(piece));
  }
  return scan.found();
});

/** The keys of the costliest messages; those without a price are not among them. */
function costliestOf({ groups }: Standouts, prices: PriceList): readonly number[] {
  return groups
    .flatMap((group) => {
      const price = prices.get(group.country);
      return price === undefined || group.parts === 0
        ? []
        : [{ group, micro: price * group.parts }];
    })
    .toSorted((a, b) => b.micro - a.micro)
    .flatMap(({ group }) => group.keys)
    .slice(0, SHOWN);
}

function byParts({ groups }: Standouts): { parts: number; messages: number }[] {
  const sums = new Map<number, number>();
  for (const { parts, messages } of groups) sums.set(parts, (sums.get(parts) ?? 0) + messages);
  return [...sums]
    .map(([parts, messages]) => ({ parts, messages }))
    .toSorted((a, b) => a.parts - b.parts);
}

function messagesAt(db: Db, batch: Batch, keys: readonly number[]): ShownMessage[] {
  return keys.flatMap((key) =>
    messageQueries(db)
      .page(batch.key, seqOf(key) - 1, 1)
      .map(shownMessage),
  );
}

/**
 * The cost of a batch by the current prices, with its longest and costliest messages. The first time every
 * message is looked at, in short steps.
 *
 * Errors: `batch_not_found`, also where the list is read anew meanwhile.
 */
export function previewOf(
  parts: Pick<DraftParts, 'db'>,
  id: string,
): Promise<Result<CallOutput<'preview'>>> {
  return expected(parts, async () => {
    const found = findBatch(parts, id);
    if (!found.ok) return found;
    const { db } = parts;
    const standouts = await standoutsOf(db, found.value);
    const summary = await windowSummary(db, found.value);
    // Meanwhile it may have been deleted, or become ready.
    const still = findBatch(parts, id);
    if (!still.ok) return still;
    const prices = priceQueries(db).map();
    const { byCountry, ...estimate } = batchEstimate(db, found.value.key, prices);
    return ok({
      summary: { ...summary, state: batchQueries(db).get(found.value.key).state },
      ...estimate,
      byCountry: byCountry.map((totals) => ({
        ...totals,
        microPerPart: prices.get(totals.country) ?? null,
      })),
      byParts: byParts(standouts),
      longest: messagesAt(db, found.value, standouts.longest),
      costliest: messagesAt(db, found.value, costliestOf(standouts, prices)),
    });
  });
}
