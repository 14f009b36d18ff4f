/**
 * `npm run pack:fuses -- PROGRAM`: reads the fuses of a packaged application back and holds them
 * against electron-builder.yml. Fails on the first that differs.
 */
import { getCurrentFuseWire } from '@electron/fuses';
import { FUSES, fuseProblems } from './package-fuse-rules.ts';

const program = process.argv[2];
if (program === undefined) {
  console.error('usage: npm run pack:fuses -- PROGRAM');
  process.exit(2);
}
const problems = fuseProblems(await getCurrentFuseWire(program));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${FUSES.length} fuses as configured: ${program}`);
