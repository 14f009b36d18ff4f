/** The plan on the screen: as it is kept, with a maximum proposed until the operator sets one. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { call, callKey } from '../../api/calls.ts';
import { planReducer, proposedPlan, type Plan, type PlanEvent } from './plan.ts';

/** Quick changes are kept together. */
const KEEP_AFTER_MS = 500;

/**
 * Keeps the plan while it is changed: on the screen, and with the list, so that leaving the screen or
 * loading the window anew loses nothing.
 *
 * @param kept The plan as it is kept with the list when the screen is opened.
 * @param check What a maximum is proposed from; `null`: none is proposed (yet).
 */
export function usePlan(
  batch: string,
  kept: Plan,
  check: CallOutput<'sendCheck'> | null,
): readonly [Plan, (event: PlanEvent) => void] {
  const [plan, dispatch] = useReducer(planReducer, kept);
  const [isMaximumSet, setMaximumSet] = useState(kept.budgetMicro !== null);
  const keep = useKeep(batch);
  const shown = isMaximumSet || check === null ? plan : proposedPlan(plan, check);
  const change = (event: PlanEvent): void => {
    if (event.type === 'set' && 'budgetMicro' in event.change) setMaximumSet(true);
    dispatch(event);
    keep(planReducer(plan, event));
  };
  return [shown, change];
}

/** Keeps a plan with its list, a moment later or when the screen is left. */
function useKeep(batch: string): (plan: Plan) => void {
  const client = useQueryClient();
  const changed = useRef<Plan | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback((): void => {
    clearTimeout(timer.current);
    const plan = changed.current;
    if (plan === null) return;
    changed.current = null;
    // Whoever comes back at once finds it, too.
    client.setQueryData<CallOutput<'batch'>>(
      callKey('batch', { batch }),
      (known) => known && { ...known, plan },
    );
    // Refused where the list is being sent by now: the start has kept the plan that it goes by.
    void call('setPlan', { batch, plan });
  }, [batch, client]);
  useEffect(() => flush, [flush]);
  return (plan) => {
    changed.current = plan;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, KEEP_AFTER_MS);
  };
}
