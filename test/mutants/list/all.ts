/** Every mutant of the list. */
import type { Mutant } from '../mutant.ts';
import { BARRIER_MUTANTS } from './barrier.ts';
import { CLIENT_MUTANTS } from './client.ts';
import { DATA_MUTANTS } from './data.ts';
import { DOUBT_MUTANTS } from './doubt.ts';
import { GUARD_MUTANTS } from './guards.ts';
import { VERDICT_MUTANTS } from './verdicts.ts';

/** In the order of `docs/sending.md`. */
export const MUTANTS: readonly Mutant[] = [
  ...BARRIER_MUTANTS,
  ...CLIENT_MUTANTS,
  ...VERDICT_MUTANTS,
  ...GUARD_MUTANTS,
  ...DOUBT_MUTANTS,
  ...DATA_MUTANTS,
];
