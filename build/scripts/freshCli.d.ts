/** Types of `freshCli.js` for the tests, which are TypeScript. */

/** The built command line. */
export declare const CLI: string;

/** Builds it if it is missing or older than its sources; throws with the build's output. */
export declare function ensureFreshCli(): void;

/** The same for what the window is made of. */
export declare function ensureFreshWindow(): void;
