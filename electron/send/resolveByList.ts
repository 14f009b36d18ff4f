/**
 * Settles doubt by proof: what the API shows under salvaged ids, and in its list of messages.
 *
 * What is proved is written at once. *Not found* is noted, never acted upon: the list may be late, and
 * only the operator sends anything again.
 */
import { inTransaction } from '../db/connection.ts';
import { doubtQueries } from '../db/doubts.ts';
import type { Claim, DoubtEvidence, DoubtfulMessage } from '../db/doubts.ts';
import type { Clock } from '../runtime.ts';
import { ok } from '../../shared/errors.ts';
import type { ApiError, Result } from '../../shared/errors.ts';
import { AFTER_MS, BEFORE_MS, createMatcher, timeOf } from './resolveMatch.ts';
import type { Match, Sighting } from './resolveMatch.ts';
import { clockOffset, searchList, sightingsById, windowsOf } from './resolveSearch.ts';
import type { SearchDeps } from './resolveSearch.ts';

/** What the proving needs. */
export interface ProveDeps extends SearchDeps {
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** What came of it. */
export interface Proving {
  /** Keys of the messages that are proved to be accepted, with their ids. */
  readonly confirmed: ReadonlyMap<number, string>;
  /** Why the list could not be used, or not wholly; `null`: it could, or was not needed. */
  readonly listError: ApiError | null;
}

interface Finding {
  readonly message: DoubtfulMessage;
  readonly match: Match;
  readonly evidence: DoubtEvidence;
}

/**
 * Looks for proof of each message.
 *
 * Fails where the line does, with nothing changed. Where the list cannot be used, what was proved by
 * id stays proved, and every other message stays as it is.
 */
export async function proveByList(
  deps: ProveDeps,
  messages: readonly DoubtfulMessage[],
): Promise<Result<Proving, ApiError>> {
  const salvaged = await sightingsById(deps, messages);
  if (!salvaged.ok) return salvaged;
  const confirmed = new Map<number, string>();
  const byId = matchById(deps, messages, salvaged.value);
  write(deps, byId, confirmed);
  const rest = messages.filter(({ key }) => !confirmed.has(key));
  if (rest.length === 0) return ok({ confirmed, listError: null });
  const { findings, error } = await matchByList(deps, rest, salvaged.value);
  // A list that breaks off may hide a second candidate, or the only one: it proves nothing.
  if (error === null) write(deps, findings, confirmed);
  return ok({ confirmed, listError: error });
}

/** Only what the ids say: that they say nothing of a message is no finding. */
function matchById(
  deps: ProveDeps,
  messages: readonly DoubtfulMessage[],
  sightings: readonly Sighting[],
): readonly Finding[] {
  const matcher = createMatcher(claimsAround(deps, messages, 0), 0);
  for (const sighting of sightings) matcher.add(sighting);
  return messages.flatMap((message) => {
    const match = matcher.matchOf(claimOf(message));
    if (match.outcome === 'not_found') return [];
    return [{ message, match, evidence: evidenceOf(match, { by: 'id', listed: 0 }) }];
  });
}

async function matchByList(
  deps: ProveDeps,
  messages: readonly DoubtfulMessage[],
  salvaged: readonly Sighting[],
): Promise<{ readonly findings: readonly Finding[]; readonly error: ApiError | null }> {
  const offsetMs = await clockOffset(deps, messages[0]?.requestKey ?? 0);
  const matcher = createMatcher(claimsAround(deps, messages, offsetMs), offsetMs);
  const requestOf = new Map(salvaged.map(({ id, requestKey }) => [id, requestKey ?? 0]));
  const taken = doubtQueries(deps.db).takenIds(deps.accountKey, [...requestOf.keys()]);
  for (const sighting of salvaged) if (!taken.has(sighting.id)) matcher.add(sighting);
  const windows = windowsOf(messages, offsetMs);
  const { listed, error } = await searchList(deps, windows, matcher, requestOf);
  const findings = messages.map((message): Finding => {
    const match = matcher.matchOf(claimOf(message));
    const window = timeOf(claimOf(message), offsetMs);
    return { message, match, evidence: evidenceOf(match, { by: 'list', listed, ...window }) };
  });
  return { findings, error };
}

function claimOf({ key, requestKey, recipient, text, sinceMs }: DoubtfulMessage): Claim {
  return { key, requestKey, recipient, text, sentAtMs: sinceMs };
}

/** The messages in question, and every other one of ours that the API may show around them. */
function claimsAround(
  { db, accountKey }: ProveDeps,
  messages: readonly DoubtfulMessage[],
  offsetMs: number,
): readonly Claim[] {
  const reachMs = BEFORE_MS + AFTER_MS + 2 * Math.abs(offsetMs);
  const times = messages.map(({ sinceMs }) => sinceMs);
  const fromMs = times.reduce((a, b) => Math.min(a, b), Infinity) - reachMs;
  const toMs = times.reduce((a, b) => Math.max(a, b), 0) + reachMs;
  const asked = new Set(messages.map(({ key, requestKey }) => `${key} ${requestKey}`));
  const others = doubtQueries(db)
    .claims(accountKey, fromMs, toMs)
    .filter(({ key, requestKey }) => !asked.has(`${key} ${requestKey}`));
  return [...messages.map(claimOf), ...others];
}

function evidenceOf(
  match: Match,
  searched: Pick<DoubtEvidence, 'by' | 'listed'> & Partial<DoubtEvidence>,
): DoubtEvidence {
  const { fromMs = null, toMs = null, by, listed } = searched;
  const base = { by, fromMs, toMs, listed };
  switch (match.outcome) {
    case 'confirmed':
      return { ...base, ids: [match.id], unclear: 0 };
    case 'ambiguous':
      return { ...base, ids: match.ids, unclear: match.unclear };
    case 'not_found':
      return { ...base, ids: [], unclear: 0 };
  }
}

/** Writes findings in one transaction; a message that was settled meanwhile is left as it is. */
function write(
  { db, clock, accountKey }: ProveDeps,
  findings: readonly Finding[],
  confirmed: Map<number, string>,
): void {
  const queries = doubtQueries(db);
  const atMs = clock.nowMs();
  inTransaction(db, () => {
    for (const { message, match, evidence } of findings) {
      const { key, requestKey } = message;
      if (match.outcome !== 'confirmed') {
        queries.note(message, match.outcome, evidence, atMs);
        continue;
      }
      const { id } = match;
      if (queries.takenIds(accountKey, [id]).size > 0) continue;
      if (queries.confirm({ key, requestKey, id, evidence, atMs })) confirmed.set(key, id);
    }
  });
}
