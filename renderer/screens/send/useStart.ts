/** Starting or going on: prices first where some were typed, then the send, on record. */
import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../api/calls.ts';
import type { Plan } from './plan.ts';
import { useSavePrices, type TypedPrices } from './PriceFields.tsx';

/** What is started. */
export interface StartOrder {
  readonly plan: Plan;
  readonly despite?: { readonly price?: boolean; readonly sameText?: boolean };
  readonly why?: string;
  /** The API key to keep before it starts. */
  readonly key?: string;
  /** Prices to keep before it starts. */
  readonly prices?: TypedPrices;
}

/** Starts the send of a list. */
export interface Start {
  readonly run: (order: StartOrder) => Promise<void>;
  readonly isPending: boolean;
  readonly error: AppError | null;
}

/** Starts the send of a list; what it needs is done before it, and any of it may fail. */
export function useStart(batch: string): Start {
  const savePrices = useSavePrices();
  const saveKey = useAction('setApiKey', ['appState']);
  const start = useAction('startSend', ['sendState', 'batch', 'listOutbox']);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const carryOut = async ({ plan, despite = {}, why = '', key, prices }: StartOrder) => {
    const kept = key === undefined ? null : await saveKey.run({ key });
    if (kept?.ok === false) return kept.error;
    const refused = prices === undefined ? null : await savePrices.run(prices);
    if (refused !== null) return refused;
    const answer = await start.run({ batch, plan, despite, why });
    return answer.ok ? null : answer.error;
  };
  const run = async (order: StartOrder): Promise<void> => {
    setPending(true);
    setError(await carryOut(order));
    setPending(false);
  };
  return { run, isPending, error };
}
