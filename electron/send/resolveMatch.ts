/**
 * Which message of ours is which message that the API shows. Pure.
 *
 * A match needs the same recipient and the same text (but for white space), created in the time around
 * the request, and must be the only one from both sides: one message of the API that fits two of ours
 * proves nothing about either, nor do two that fit one. Of everything that ever left without an id,
 * not only of what is asked about, anything may own a message of the list.
 */
import type { Claim } from '../db/doubts.ts';
import { normaliseText, recipientNumber } from '../../shared/domain/matchText.ts';

/** How long before its request a message can have been created: the clocks may differ. */
export const BEFORE_MS = 15 * 60_000;

/** How long after its request a message can have been created. */
export const AFTER_MS = 60 * 60_000;

/** Evidence is shown to people: more ids than this tell nothing more. */
const MOST_IDS = 10;

/** A message that the API shows, and that is not known to be one of ours. */
export interface Sighting {
  readonly id: string;
  readonly recipient: string | null;
  readonly text: string | null;
  readonly createdMs: number | null;
  /** The request whose answer named the id; `null`: it was seen in the list. */
  readonly requestKey: number | null;
}

/** What was found for a claim. */
export type Match =
  | { readonly outcome: 'confirmed'; readonly id: string }
  | { readonly outcome: 'ambiguous'; readonly ids: readonly string[]; readonly unclear: number }
  | { readonly outcome: 'not_found' };

/** Gathers what the API shows, and tells what it means for a claim. */
export interface Matcher {
  add(sighting: Sighting): void;
  /** A message that does not even show an id: it could be any. */
  addUnreadable(): void;
  matchOf(claim: Claim): Match;
}

interface Candidate {
  readonly claim: Claim;
  /** Ids of sightings with its recipient and text. */
  readonly ids: Set<string>;
  /** Ids of sightings that hide a recipient or a text, and could be it; ten at most. */
  readonly unclear: Set<string>;
}

const nameOf = (recipient: number | null, text: string): string => `${recipient} ${text}`;

/**
 * Makes a matcher.
 *
 * @param offsetMs How much later than ours the API's clock is, where that is known; else 0. The time
 *   in which a message may have been created is widened by it, to either side.
 */
export function createMatcher(claims: readonly Claim[], offsetMs: number): Matcher {
  const candidates = claims.map(candidateOf);
  const byClaim = new Map(candidates.map((candidate) => [idOf(candidate.claim), candidate]));
  const index = indexOf(candidates);
  /** How many candidates own a sighting that shows its recipient and text. */
  const owners = new Map<string, number>();
  let unreadable = 0;
  const fits = ({ claim }: Candidate, { requestKey, createdMs }: Sighting): boolean =>
    requestKey === null ? isInTime(claim, createdMs, offsetMs) : requestKey === claim.requestKey;
  return {
    add: (sighting) => {
      const { recipient, text, id } = sighting;
      if (owners.has(id)) return;
      const possible = possibleFor(index, sighting).filter((one) => fits(one, sighting));
      if (recipient === null || text === null) {
        for (const { unclear } of possible) if (unclear.size < MOST_IDS) unclear.add(id);
        return;
      }
      owners.set(id, possible.length);
      // What was unclear when it was asked for by id may be clear in the list.
      for (const { unclear } of candidates) unclear.delete(id);
      for (const { ids } of possible) ids.add(id);
    },
    addUnreadable: () => (unreadable += 1),
    matchOf: (claim) => {
      const candidate = byClaim.get(idOf(claim));
      if (candidate === undefined) throw new Error('this message was not to be matched');
      return matchOf(candidate, owners, unreadable);
    },
  };
}

const idOf = ({ key, requestKey }: Claim): string => `${key} ${requestKey}`;

function candidateOf(claim: Claim): Candidate {
  return { claim, ids: new Set(), unclear: new Set() };
}

/** When a message of a claim may have been created, by the API's clock. */
export function timeOf(
  { sentAtMs }: Pick<Claim, 'sentAtMs'>,
  offsetMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  return {
    fromMs: sentAtMs + Math.min(offsetMs, 0) - BEFORE_MS,
    toMs: sentAtMs + Math.max(offsetMs, 0) + AFTER_MS,
  };
}

function isInTime(claim: Claim, createdMs: number | null, offsetMs: number): boolean {
  if (createdMs === null) return true;
  const { fromMs, toMs } = timeOf(claim, offsetMs);
  return createdMs >= fromMs && createdMs < toMs;
}

interface Index {
  readonly all: readonly Candidate[];
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
  readonly byRecipient: ReadonlyMap<number, readonly Candidate[]>;
  readonly byText: ReadonlyMap<string, readonly Candidate[]>;
}

function indexOf(all: readonly Candidate[]): Index {
  return {
    all,
    byName: Map.groupBy(all, ({ claim }) => nameOf(claim.recipient, normaliseText(claim.text))),
    byRecipient: Map.groupBy(all, ({ claim }) => claim.recipient),
    byText: Map.groupBy(all, ({ claim }) => normaliseText(claim.text)),
  };
}

/** The candidates that a sighting's recipient and text, as far as shown, do not rule out. */
function possibleFor(index: Index, { recipient, text }: Sighting): readonly Candidate[] {
  const number = recipient === null ? null : recipientNumber(recipient);
  if (text === null) {
    if (recipient === null) return index.all;
    return number === null ? [] : (index.byRecipient.get(number) ?? []);
  }
  const normal = normaliseText(text);
  if (recipient === null) return index.byText.get(normal) ?? [];
  return index.byName.get(nameOf(number, normal)) ?? [];
}

function matchOf(
  { ids, unclear }: Candidate,
  owners: ReadonlyMap<string, number>,
  unreadable: number,
): Match {
  const [id] = ids;
  if (ids.size === 1 && id !== undefined && owners.get(id) === 1)
    return { outcome: 'confirmed', id };
  const doubtful = unclear.size + unreadable;
  if (ids.size === 0 && doubtful === 0) return { outcome: 'not_found' };
  return {
    outcome: 'ambiguous',
    ids: [...ids, ...unclear].slice(0, MOST_IDS),
    unclear: doubtful,
  };
}
