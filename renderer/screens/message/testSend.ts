/** A test: a list of one message. */
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import type { CallInput } from '../../../shared/ipc/types.ts';

/** How a test leaves: by the defaults, now or not at all. */
export const TEST_PLAN: CallInput<'startSend'>['plan'] = {
  budgetMicro: null,
  safe: null,
  wait: false,
  notAfterMs: null,
  window: null,
  canary: null,
  tolerancePercent: null,
  maxRequest: null,
  lanes: null,
  doubtLimit: null,
};

/** The state of the only message of a list. */
export function stateOfOne(counts: Readonly<Partial<Record<MessageState, number>>>): MessageState {
  return MESSAGE_STATES.find((state) => (counts[state] ?? 0) > 0) ?? 'queued';
}
