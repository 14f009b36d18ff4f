/** Calls of the window in tests: as they come in, and as the contract promises them to go out. */
import { expect } from 'vitest';
import type { AppError, Result } from '../../shared/errors.ts';
import { calls } from '../../shared/ipc/contract.ts';
import type { CallInput, CallName, CallOutput, Handlers } from '../../shared/ipc/types.ts';
import { unwrap, unwrapError } from './dataFolder.ts';

/**
 * Runs a handler the way the window would: the input must be one that the contract takes, and what comes
 * back must be exactly what the contract promises, without a field more (it would cross unseen).
 */
export async function checkedCall<Name extends CallName>(
  handlers: Pick<Handlers, Name>,
  name: Name,
  input: CallInput<Name>,
): Promise<Result<CallOutput<Name>>> {
  const taken = calls[name].input.safeParse(input);
  if (!taken.success) throw new Error(`${name}: not an input: ${taken.error.message}`);
  const answer = await handlers[name](taken.data as CallInput<Name>);
  if (!answer.ok) return answer;
  // What cannot be cloned cannot reach the window.
  const crossed: unknown = structuredClone(answer.value);
  const promised = calls[name].output.safeParse(crossed);
  if (!promised.success) throw new Error(`${name}: not its output: ${promised.error.message}`);
  expect(crossed).toEqual(promised.data);
  return answer;
}

/** {@link checkedCall}, and what it answered; a failure fails the test. */
export async function callValue<Name extends CallName>(
  handlers: Pick<Handlers, Name>,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  return unwrap(await checkedCall(handlers, name, input));
}

/** {@link checkedCall}, and the error that it answered; a success fails the test. */
export async function callError<Name extends CallName>(
  handlers: Pick<Handlers, Name>,
  name: Name,
  input: CallInput<Name>,
): Promise<AppError> {
  return unwrapError(await checkedCall(handlers, name, input));
}
