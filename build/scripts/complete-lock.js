/**
 * `node build/scripts/complete-lock.js`: adds to package-lock.json the optional packages of other
 * platforms that npm left out.
 *
 * npm writes only those that the registry in use can answer for; one that lacks some (a mirror, a cut
 * of the registry) makes a lock file with holes, which `npm ci` then refuses everywhere. The entries
 * added here carry no integrity: only their own platform ever fetches them. Run it after every change
 * of dependencies; `test/unit/build` fails where it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
/** @type {Readonly<Record<string, string>>} */
const LIBC = { gnu: 'glibc', musl: 'musl' };

/**
 * What a platform package's name says of where it runs: `binding-linux-x64-gnu`.
 * @param {string} name
 */
function platformOf(name) {
  const [os = '', cpu = '', abi = ''] = (name.split('/').pop() ?? '')
    .replace('binding-', '')
    .split('-');
  if (os === 'wasm32') return { cpu: ['wasm32'] };
  const libc = LIBC[abi];
  return {
    cpu: [cpu],
    ...(libc === undefined || os !== 'linux' ? {} : { libc: [libc] }),
    os: [os],
  };
}

/**
 * The optional packages that a lock file names but does not list, as `path → version`.
 * @param {any} lock
 * @returns {Map<string, string>}
 */
export function missingOptional(lock) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
      if (places.some((place) => lock.packages[place] !== undefined)) continue;
      missing.set(`node_modules/${name}`, version);
    }
  }
  return missing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  const missing = missingOptional(lock);
  for (const [path, version] of missing) {
    if (!/^\d/u.test(version)) throw new Error(`${path} needs an exact version, not ${version}`);
    lock.packages[path] = { version, ...platformOf(path), dev: true, optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.size} entries added`);
}
