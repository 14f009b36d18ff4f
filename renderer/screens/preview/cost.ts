/** What a list will cost, as the preview reckons with it. Pure. */
import { suggestedCapMicro } from '../../../shared/domain/pricing.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';

/** What the main process says about a list's cost. */
export type Preview = CallOutput<'preview'>;

/**
 * A maximum a little above the estimate, the same that the send screen proposes. `null` where nothing
 * is known to cost anything, or where messages have no price (a maximum would keep them from being
 * sent).
 */
export function suggestedMaximumMicro({
  estimateMicro,
  unpriced,
}: Pick<Preview, 'estimateMicro' | 'unpriced'>): number | null {
  if (unpriced > 0 || estimateMicro === 0) return null;
  return suggestedCapMicro(0, estimateMicro);
}

/** What the countries sum up to. */
export type Total = Readonly<Record<'recipients' | 'parts' | 'estimateMicro', number>>;

/** The sum of all countries, exactly; `null` where it would say nothing new, or nothing at all. */
export function totalOf(countries: readonly Preview['byCountry'][number][]): Total | null {
  if (countries.length < 2) return null;
  if (countries.every(({ estimateMicro }) => estimateMicro === null)) return null;
  const sum = (of: (country: Preview['byCountry'][number]) => number): number =>
    countries.reduce((before, country) => before + of(country), 0);
  return {
    recipients: sum(({ recipients }) => recipients),
    parts: sum(({ parts }) => parts),
    estimateMicro: sum(({ estimateMicro }) => estimateMicro ?? 0),
  };
}

/** What may be the matter with a maximum: below the estimate, or of no use while prices are missing. */
export type MaximumTrouble = 'too_low' | 'unpriced' | null;

/** Holds a maximum against the estimate. */
export function maximumTrouble(
  budgetMicro: number | null,
  { estimateMicro, unpriced }: Pick<Preview, 'estimateMicro' | 'unpriced'>,
): MaximumTrouble {
  if (budgetMicro === null) return null;
  if (budgetMicro < estimateMicro) return 'too_low';
  return unpriced > 0 ? 'unpriced' : null;
}

/**
 * The longest messages that are worth a look: those that take more SMS than most. Nothing where all
 * take the same, or where the list is so short that all of them are seen anyway.
 */
export function noteworthy(preview: Pick<Preview, 'byParts' | 'longest'>): Preview['longest'] {
  if (preview.byParts.length < 2) return [];
  const usual = preview.byParts.toSorted((a, b) => b.messages - a.messages)[0]?.parts ?? 0;
  return preview.longest.filter(({ parts }) => parts > usual);
}
