/** What settling doubt tells its caller. */
import type { DoubtEvidence, DoubtfulMessage, DoubtOutcome } from '../db/doubts.ts';
import type { ApiError } from '../../shared/errors.ts';

/** How long after its request a message that is not found may still show up in the list. */
const LIST_DELAY_MS = 30 * 60_000;

/** A message that was asked about. Holds its number: for the screen, never for a log. */
export interface ResolvedRow {
  /** The spreadsheet's row. */
  readonly row: number;
  /** International digits. */
  readonly to: string;
  /** When its request left, UTC milliseconds. */
  readonly sinceMs: number;
  /** Why it was in doubt: a stable word. */
  readonly reason: string;
  /** A 200 was seen: it was probably accepted. */
  readonly probable: boolean;
  /** What the latest search found; `null`: there was none yet. */
  readonly outcome: DoubtOutcome | null;
  /** Until when *not found* means little, because the list may be late; `null`: no such time. */
  readonly provisionalUntilMs: number | null;
  readonly evidence: DoubtEvidence | null;
  readonly checkedAtMs: number | null;
  /** How it was settled now; `null`: it is still in doubt. */
  readonly settled: 'confirmed' | 'as_sent' | 'send_again' | null;
  /** The API's id, where it was confirmed now. */
  readonly id: string | null;
}

/** What was settled, and what is left. */
export interface ResolveReport {
  /** The batch's id. */
  readonly batch: string;
  /** Messages proved to be accepted, now. */
  readonly confirmed: number;
  /** Of those asked about and still in doubt: not found by the latest search. */
  readonly notFound: number;
  /** Of those asked about and still in doubt: something was found that is no proof. */
  readonly ambiguous: number;
  /** Messages settled by decision, now. */
  readonly decided: number;
  /** Messages of the whole batch that are still in doubt. */
  readonly remaining: number;
  /** Why the API's list of messages could not be used; `null`: it could, or was not needed. */
  readonly listError: ApiError | null;
  readonly rows: readonly ResolvedRow[];
}

/** One row of the report. */
export function resolvedRow(
  message: DoubtfulMessage,
  { settled, id }: Pick<ResolvedRow, 'settled' | 'id'>,
  nowMs: number,
): ResolvedRow {
  const { row, recipient, sinceMs, reason, probable, evidence, checkedAtMs } = message;
  const outcome = settled === 'confirmed' ? 'confirmed' : message.outcome;
  const untilMs = sinceMs + LIST_DELAY_MS;
  const isProvisional = outcome === 'not_found' && settled === null && nowMs < untilMs;
  return {
    row,
    to: String(recipient),
    sinceMs,
    reason,
    probable,
    outcome,
    provisionalUntilMs: isProvisional ? untilMs : null,
    evidence,
    checkedAtMs,
    settled,
    id,
  };
}

/** How many rows are still in doubt, by what the latest search found. */
export function countOutcomes(
  rows: readonly ResolvedRow[],
): Pick<ResolveReport, 'notFound' | 'ambiguous'> {
  const left = rows.filter(({ settled }) => settled === null);
  return {
    notFound: left.filter(({ outcome }) => outcome === 'not_found').length,
    ambiguous: left.filter(({ outcome }) => outcome === 'ambiguous').length,
  };
}
