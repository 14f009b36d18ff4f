/** The steps of the first start: pure. Every step can be skipped, and so can all of them. */

/** The steps, in their order. */
export const START_STEPS = ['welcome', 'person', 'organisation', 'key', 'price', 'done'] as const;

/** One step. */
export type StartStep = (typeof START_STEPS)[number];

/** What decides which steps there are. */
export interface StartFacts {
  /** The key belongs to an account: without an organisation number it cannot be entered. */
  readonly hasAccount: boolean;
}

/** The steps that are asked. */
function askedSteps({ hasAccount }: StartFacts): readonly StartStep[] {
  return START_STEPS.filter((step) => step !== 'key' || hasAccount);
}

/**
 * The step after (or before) this one; the first and the last stay.
 *
 * Whether the operator answered or skipped makes no difference here: the end says what is missing from
 * what is known, not from what was pressed.
 */
export function stepBeside(step: StartStep, go: 'next' | 'back', facts: StartFacts): StartStep {
  const asked = askedSteps(facts);
  const place = START_STEPS.indexOf(step);
  const others = asked.filter((other) =>
    go === 'next' ? START_STEPS.indexOf(other) > place : START_STEPS.indexOf(other) < place,
  );
  return (go === 'next' ? others.at(0) : others.at(-1)) ?? step;
}

/**
 * Which of the questions this is, from 1 on, and how many there are; `null` for welcome and end.
 *
 * One that is left out counts, too: a number of steps that grows while one answers them is no help.
 */
export function placeOf(step: StartStep): { readonly at: number; readonly of: number } | null {
  const questions = START_STEPS.slice(1, -1);
  const at = questions.indexOf(step);
  return at === -1 ? null : { at: at + 1, of: questions.length };
}
