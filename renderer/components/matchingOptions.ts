/**
 * Which choices a searched field offers for what was typed.
 *
 * Drawing a list of all countries takes longer than a key may take to be answered, so only the first of
 * those that match are offered; typing finds the others.
 */

/** What is searched. */
export interface Searched {
  readonly id: string;
  readonly label: string;
  /** Other words that mean exactly this one, such as a country's code. */
  readonly also?: readonly string[];
}

/** What is offered. */
export interface Matching<Option extends Searched> {
  readonly shown: readonly Option[];
  /** Whether typing more would find others. */
  readonly hasMore: boolean;
}

/** As many as are looked through without typing: a little more than stand in the open list at once. */
export const MOST_SHOWN = 12;

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .trim()
    .toLowerCase();
}

const knownLabels = new WeakMap<Searched, string>();

/** Kept, since every letter is looked for in the names of all countries. */
function searchedLabel(option: Searched): string {
  const known = knownLabels.get(option) ?? folded(option.label);
  knownLabels.set(option, known);
  return known;
}

function isMeant(option: Searched, wanted: string): boolean {
  return (
    searchedLabel(option) === wanted ||
    (option.also?.some((word) => folded(word) === wanted) ?? false)
  );
}

/**
 * The one option that a typed text means without being chosen from the list: the one that it names
 * exactly, else the only one that it leaves; `null` where none or several could be meant.
 */
export function meantOption<Option extends Searched>(
  options: readonly Option[],
  typed: string,
): Option | null {
  const wanted = folded(typed);
  if (wanted === '') return null;
  const named = options.filter((option) => isMeant(option, wanted));
  const left =
    named.length > 0 ? named : options.filter((option) => searchedLabel(option).includes(wanted));
  return left.length === 1 ? (left[0] ?? null) : null;
}

/**
 * The options for what was typed, whatever its case and accents: those that begin with it, then those
 * that hold it. The chosen one is always among them, or its field would be emptied when it is left; its
 * own name stands for no search at all.
 */
export function matchingOptions<Option extends Searched>(
  options: readonly Option[],
  typed: string,
  chosen: string | null,
): Matching<Option> {
  const own = options.find(({ id }) => id === chosen);
  const wanted = own !== undefined && typed === own.label ? '' : folded(typed);
  const labels = options.map((option) => [option, searchedLabel(option)] as const);
  const means = labels.filter(([option]) => wanted !== '' && isMeant(option, wanted));
  const begins = labels.filter(([, label]) => label.startsWith(wanted));
  const holds = labels.filter(([, label]) => label.includes(wanted));
  const found = [...new Set([...means, ...begins, ...holds])].map(([option]) => option);
  const shown = found.slice(0, MOST_SHOWN);
  const isMissing = own !== undefined && !shown.includes(own);
  return { shown: isMissing ? [own, ...shown] : shown, hasMore: found.length > MOST_SHOWN };
}
