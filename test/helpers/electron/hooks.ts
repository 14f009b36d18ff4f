/**
 * Preloaded (`node --import`) into the process that stands for Electron's main process: `electron`
 * becomes the stand-in beside this file.
 *
 * Worker threads inherit the option, so this module does nothing else. An application that brings no
 * better-sqlite3 of its own gets the repository's, so that what is built may lie anywhere.
 */
import { registerHooks } from 'node:module';

const STAND_IN = new URL('./module/electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron') return { url: STAND_IN, shortCircuit: true };
    if (specifier !== 'better-sqlite3') return nextResolve(specifier, context);
    try {
      return nextResolve(specifier, context);
    } catch {
      return nextResolve(specifier, { ...context, parentURL: import.meta.url });
    }
  },
});
