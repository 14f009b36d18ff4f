/**
 * The Chromium that npm brought (`@sparticuz/chromium`, Linux x64), unpacked once per version.
 *
 * The package unpacks into the system's temporary folder under fixed names, where another user's file
 * would be run as readily as ours, and several test processes would meet. Here it is unpacked below
 * `node_modules/.cache` and put in place with one rename. Its recommended arguments are not used: they
 * switch off what the tests are to show.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url));

/** A browser and what it needs around it. */
export interface UnpackedChromium {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Unpacks it where that has not been done. `null` where there is none for this machine. */
export async function npmChromium(): Promise<UnpackedChromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const module = packageFolder();
  if (module === null) return null;
  const { version } = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(module, 'bin'), folder);
  const path = join(folder, 'chromium');
  return { path, env: { ...librariesFor(path, folder), ...fontsFor(folder) } };
}

function packageFolder(): string | null {
  try {
    return dirname(dirname(require.resolve('@sparticuz/chromium')));
  } catch {
    return null;
  }
}

async function unpack(archives: string, folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(join(CACHE, 'chromium-'));
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  // The package knows no other way to be told where: it asks for the temporary folder as it starts.
  process.env['TMPDIR'] = fresh;
  const names = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'];
  const work = names.map((name) => inflate(join(archives, name)));
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await Promise.all(work);
  writeFileSync(join(fresh, 'own-fonts.conf'), fontsConfiguration(folder));
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another test process was first.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

// A bare system lacks libraries (nss and others) that the package carries: they are added only where
// something is missing, because the system's own belong together.
function librariesFor(path: string, folder: string): Record<string, string> {
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' });
  if (typeof stdout === 'string' && stdout !== '' && !stdout.includes('not found')) return {};
  const known = process.env['LD_LIBRARY_PATH'];
  const own = join(folder, 'al2023', 'lib');
  return { LD_LIBRARY_PATH: known === undefined || known === '' ? own : `${own}:${known}` };
}

// Without any font a line of text has no height, so nothing can be seen or clicked.
function fontsFor(folder: string): Record<string, string> {
  const hasFonts = existsSync('/etc/fonts/fonts.conf') && existsSync('/usr/share/fonts');
  return hasFonts ? {} : { FONTCONFIG_FILE: join(folder, 'own-fonts.conf') };
}

// The package's own configuration names folders of the clouds that it is made for.
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0" ?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
