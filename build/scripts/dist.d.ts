/** Types of `dist.js` for the tests, which are TypeScript. */

/** The folder of the built application, absolute. */
export declare const DIST: string;
