/**
 * `npm run start:chromium`: opens the application in an installed Chrome, Edge or Chromium, for
 * computers where Electron's binary cannot be had. Ends when the window is closed.
 */
// Not a plain import: the tests' helpers are TypeScript of another project.
const helper = new URL('../../test/helpers/electron/visible.ts', import.meta.url).href;
const { openVisible, CannotOpen } = await import(helper);

try {
  const app = await openVisible(process.argv.slice(2));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.quit());
  process.exitCode = await app.ended;
} catch (error) {
  if (!(error instanceof Error) || !(error instanceof CannotOpen)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
