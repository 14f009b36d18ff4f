/**
 * What the operator changed and the main process does not know yet.
 *
 * A change shows at once, is saved shortly after, and several quick ones are saved together. While a save
 * is on its way, newer changes of the same setting win over its answer.
 */
import type { CallOutput } from '../../../shared/ipc/types.ts';

/** A list being prepared, as the main process knows it. */
export type Draft = CallOutput<'draft'>;

/** What the operator decides about a list. */
export type DraftSettings = Draft['settings'];

/** Some settings. */
export type SettingsPatch = Partial<DraftSettings>;

/** Changes that are shown but not known to be saved. */
export interface Pending {
  /** Not sent yet. */
  readonly unsent: SettingsPatch;
  /** On their way; `null`: nothing is. */
  readonly sent: SettingsPatch | null;
}

/** Nothing is pending. */
export const NOTHING_PENDING: Pending = { unsent: {}, sent: null };

/** The operator changes something. */
export function withChange(pending: Pending, patch: SettingsPatch): Pending {
  return { ...pending, unsent: { ...pending.unsent, ...patch } };
}

/** Whether something must be sent. */
export const hasUnsent = (pending: Pending): boolean => Object.keys(pending.unsent).length > 0;

/** Takes what is unsent to be sent now. */
export function withSending(pending: Pending): Pending {
  return { unsent: {}, sent: pending.unsent };
}

/** It was saved. */
export function withSaved(pending: Pending): Pending {
  return { ...pending, sent: null };
}

/** It was not saved: it stays to be sent, under what was changed meanwhile. */
export function withFailed(pending: Pending): Pending {
  return { unsent: { ...pending.sent, ...pending.unsent }, sent: null };
}

/** The settings as the operator sees them. */
export function shownSettings(saved: DraftSettings, pending: Pending): DraftSettings {
  return { ...saved, ...pending.sent, ...pending.unsent };
}

/** Settings that only concern how a list leaves: changing them does not ask for another reading. */
const NOT_READ: ReadonlySet<string> = new Set<keyof DraftSettings>(['name', 'plan']);

/** Whether a change makes what was read old. */
export function needsReading(patch: SettingsPatch): boolean {
  return Object.keys(patch).some((name) => !NOT_READ.has(name));
}
