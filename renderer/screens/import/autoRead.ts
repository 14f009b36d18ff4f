/**
 * When the list is read without being asked: as soon as it is clear how, once for each way of reading.
 *
 * A reading that failed or was cancelled is not begun again by itself until something is changed.
 */
import type { DraftSettings } from '../draft/pending.ts';

/** What the decision depends on. */
export interface AutoReadState {
  readonly isBuilt: boolean;
  readonly isBuilding: boolean;
  /** Rows are being corrected: the list is read when that is done. */
  readonly isCorrecting: boolean;
  /** The column of phone numbers is known, whoever said so. */
  readonly hasNumberColumn: boolean;
  /** The first rows cannot be used (no header row, not a list). */
  readonly hasProblem: boolean;
  /** What the last reading was begun with; `null`: none was. */
  readonly triedKey: string | null;
}

/** The settings that a reading depends on, as one string to compare. */
export function readingKey(settings: DraftSettings): string {
  const { name: _name, plan: _plan, ...read } = settings;
  return JSON.stringify(read);
}

/** Whether to begin reading now. */
export function shouldRead(state: AutoReadState, key: string): boolean {
  if (state.isBuilt || state.isBuilding || state.isCorrecting) return false;
  if (!state.hasNumberColumn || state.hasProblem) return false;
  return state.triedKey !== key;
}
