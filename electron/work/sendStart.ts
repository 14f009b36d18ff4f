/** What must hold before a send of the window begins, and what is recorded of it. */
import type { StopReason } from '../../shared/domain/batch.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallInput } from '../../shared/ipc/types.ts';
import type { Account } from '../db/accounts.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { decisionQueries } from '../db/decisions.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import type { SendPlan } from '../db/sendPlans.ts';
import type { PersonChoice, Session } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import { sendSettings } from '../send/settings.ts';
import type { SendOptions } from '../send/types.ts';
import { accountOf } from '../services.ts';

/** What the operator asked for. */
export type StartInput = CallInput<'startSend'>;

/** A send that may begin. */
export interface SendOrder {
  readonly batch: Batch;
  readonly plan: SendPlan;
  readonly options: SendOptions;
  readonly despite: StartInput['despite'];
  /** The person who is working. */
  readonly who: string;
  readonly why: string;
}

/** What the checks need. */
export interface StartDeps {
  readonly session: Session;
  readonly person: PersonChoice;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Checks what can be checked without asking anybody, of a list that is not being sent.
 *
 * Errors: `batch_not_found`, `batch_state`, `person_missing`, `data_frozen`, `account_missing`,
 * `bad_value`.
 */
export function checkStart({ session, person }: StartDeps, input: StartInput): Result<SendOrder> {
  const { db, sending } = session.services;
  const found = batchQueries(db).find(input.batch);
  if (!found.ok) return found;
  const batch = found.value;
  const who = person.current();
  if (who === null) return err({ kind: 'person_missing' });
  if (!sending.ok) return sending;
  // One that is `sending` though nobody sends it could not be noted as ended: the send recovers it.
  if (!['ready', 'paused', 'sending'].includes(batch.state)) {
    return err({ kind: 'batch_state', batch: batch.id, state: batch.state, action: 'send' });
  }
  const account = accountOf(db, batch);
  if (!account.ok) return account;
  const options = optionsOf(input, batch.stop);
  if (!options.ok) return options;
  const { plan, despite, why } = input;
  return ok({ batch, plan, options: options.value, despite, who, why });
}

/** A plan as options of a send, checked. Errors: `bad_value`. */
export function planOptions(plan: SendPlan): Result<SendOptions> {
  const fixed = Object.entries(plan).filter(([, value]) => value !== null);
  const options = Object.fromEntries(fixed) as SendOptions;
  const checked = sendSettings(options);
  return checked.ok ? ok(options) : checked;
}

function optionsOf({ plan, despite }: StartInput, stop: StopReason | null): Result<SendOptions> {
  const planned = planOptions(plan);
  if (!planned.ok) return planned;
  // The real price is accepted by somebody who has seen it: never in advance.
  if (despite.price === true && stop?.reason !== 'canary_price') {
    const expected = 'a list that stopped because of its real price';
    return err({ kind: 'bad_value', name: 'despite', value: 'price', expected });
  }
  const options: SendOptions = {
    ...planned.value,
    ...(despite.price === true ? { realPriceAccepted: true } : {}),
    ...(despite.sameText === true ? { resendRecent: true } : {}),
  };
  const checked = sendSettings(options);
  return checked.ok ? ok(options) : checked;
}

/**
 * Keeps the plan and records who decided what, in one transaction.
 *
 * Errors: the data errors.
 */
export function recordStart(db: OwnerDb, order: SendOrder, atMs: number): Result<null> {
  const { batch, plan, who, why } = order;
  const batchKey = batch.key;
  try {
    inTransaction(db, () => {
      sendPlanQueries(db).set(batchKey, plan);
      for (const { kind, detail } of decisionsOf(db, order)) {
        decisionQueries(db).record({ atMs, who, kind, why, batchKey, detail });
      }
    });
    return ok(null);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
}

/**
 * Fixes the account of a list that has none as yet. The current one may change while a client is opened;
 * what is sent with one account's key must never be looked for in another's.
 */
export function keepAccount(db: OwnerDb, { key, accountKey }: Batch, account: Account): void {
  if (accountKey === null) batchQueries(db).setAccount(key, account.key);
}

type Detail = Readonly<Record<string, string | number | boolean>>;

function decisionsOf(
  db: OwnerDb,
  { batch, plan, despite }: SendOrder,
): readonly { readonly kind: string; readonly detail: Detail }[] {
  const { queued } = countQueries(db).of(batch.key);
  const cap: Detail = plan.budgetMicro === null ? {} : { capMicro: plan.budgetMicro };
  const started = { kind: 'send_started', detail: { ...cap, messages: queued } };
  return [
    ...(despite.price === true
      ? [{ kind: 'continue_at_real_price', detail: { ...cap, ...figuresOf(batch.stop) } }]
      : []),
    ...(despite.sameText === true
      ? [{ kind: 'send_same_text_again', detail: figuresOf(batch.stop) }]
      : []),
    started,
  ];
}

/** The figures of the question that was answered. */
function figuresOf(stop: StopReason | null): Detail {
  if (stop?.reason === 'recent_same_text') return { messages: stop.messages, days: stop.days };
  if (stop?.reason !== 'canary_price') return {};
  const { expectedMicro, answeredMicro } = stop;
  return { expectedMicro, ...(answeredMicro === null ? {} : { answeredMicro }) };
}
