/** The plan on the screen: as it is kept, with a maximum proposed until the operator sets one. */
import { useReducer, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { planReducer, proposedPlan, type Plan, type PlanEvent } from './plan.ts';

/**
 * Keeps the plan while it is changed.
 *
 * @param check What a maximum is proposed from; `null`: none is proposed (yet).
 */
export function usePlan(
  kept: Plan,
  check: CallOutput<'sendCheck'> | null,
): readonly [Plan, (event: PlanEvent) => void] {
  const [plan, dispatch] = useReducer(planReducer, kept);
  const [isMaximumSet, setMaximumSet] = useState(kept.budgetMicro !== null);
  const shown = isMaximumSet || check === null ? plan : proposedPlan(plan, check);
  const change = (event: PlanEvent): void => {
    if (event.type === 'set' && 'budgetMicro' in event.change) setMaximumSet(true);
    dispatch(event);
  };
  return [shown, change];
}
