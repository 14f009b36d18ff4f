/** Types of `complete-lock.js` for the tests, which are TypeScript. */

/** The optional packages that a lock file names but does not list, as `path → version`. */
export declare function missingOptional(lock: unknown): Map<string, string>;
