/** What a mutant is: one safeguard taken out of the program, and the tests that must notice. */

/** One change to one source file. */
export interface Mutant {
  /** A short name in kebab case, to ask for it by. */
  readonly name: string;
  /** The safeguard that it removes, in plain words. */
  readonly safeguard: string;
  /** The source file, from the root of the repository. */
  readonly file: string;
  /** Text of that file; it must occur in it exactly once. */
  readonly find: string;
  /** What stands in its place in the mutant. */
  readonly replace: string;
  /** Test files; each of them must fail. */
  readonly tests: readonly string[];
  /**
   * Why nothing can notice: the promise is kept by something else. Only for a safeguard that stands
   * behind another one; a mutant with this must survive.
   */
  readonly equivalent?: string;
}
