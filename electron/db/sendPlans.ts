/** What the operator fixed for a send, kept with the list, so that every run of it goes by the same. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** The plan of a send; `null`: not fixed, the default holds. */
export interface SendPlan {
  /** The most that the whole list may cost. */
  readonly budgetMicro: number | null;
  /** One by one; `null`: only what is sent again after doubt. */
  readonly safe: boolean | null;
  /** Wait for the line and the hours, and go on alone. */
  readonly wait: boolean;
  /** Nothing leaves after this time, UTC milliseconds. */
  readonly notAfterMs: number | null;
  /** Hours of the day in which messages may leave. */
  readonly window: { readonly fromHour: number; readonly toHour: number } | null;
  readonly canary: number | null;
  readonly tolerancePercent: number | null;
  readonly maxRequest: number | null;
  readonly lanes: number | null;
  readonly doubtLimit: number | null;
}

/** The careful choice: what holds until the operator fixes something else. */
export const DEFAULT_PLAN: SendPlan = {
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

/** Reads and writes plans. */
export interface SendPlanQueries {
  /** The plan of a batch; {@link DEFAULT_PLAN} where none was fixed. */
  of(batchKey: number): SendPlan;
  /** Inside or outside a transaction. */
  set(batchKey: number, plan: SendPlan): void;
}

/** The queries of `send_plan`. */
export const sendPlanQueries: (db: Db) => SendPlanQueries = oncePerConnection(({ sql }) => {
  const select = sql
    .prepare<[number], string>('SELECT settings FROM send_plan WHERE batch_key = ?')
    .pluck();
  const upsert = sql.prepare<[number, string]>(
    `INSERT INTO send_plan (batch_key, settings) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET settings = excluded.settings`,
  );
  return {
    of: (batchKey) => {
      const stored = select.get(batchKey);
      if (stored === undefined) return DEFAULT_PLAN;
      // Written by this program only; a version that knew less fixed less.
      return { ...DEFAULT_PLAN, ...(JSON.parse(stored) as Partial<SendPlan>) };
    },
    set: (batchKey, plan) => void upsert.run(batchKey, JSON.stringify(plan)),
  };
});
