/** A test: a list of one message. */
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import type { CallInput } from '../../../shared/ipc/types.ts';
import { blocker, type Guard, type GuardFacts } from '../send/guards.ts';
import { words, type Words } from '../send/words.ts';

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

/** A test as the send screen's guards see it: one message, now. */
export function testFacts(app: GuardFacts['app'], nowMs: number): GuardFacts {
  return { app, plan: TEST_PLAN, check: null, queued: 1, inDoubt: 0, behind: null, nowMs };
}

/** The guards without the offer to wait: whoever tests looks at the phone now. */
export function testGuards(guards: readonly Guard[]): readonly Guard[] {
  return guards.map((guard) => (guard.fix === 'wait' ? { ...guard, fix: 'line' } : guard));
}

/**
 * Why a test cannot be sent, the first thing to do; `null`: it can.
 *
 * @param behind The name of the list that is being sent now.
 */
export function whyNoTest(
  app: GuardFacts['app'],
  behind: string | null,
  nowMs: number,
): Words | null {
  const missing = blocker(testFacts(app, nowMs));
  if (missing !== null) return missing;
  if (behind !== null) return words('message.test_turn', { name: behind });
  const { state } = app.line;
  return state === 'online' || state === 'unknown' ? null : words('message.test_no_line');
}
