import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuseProblems } from '../../../build/scripts/package-fuse-rules.ts';
import { binariesOf, judgePacked, type PackTarget } from '../../../build/scripts/package-rules.ts';
import {
  OFFERED_LOCALES,
  packStandIn,
  readConfiguration,
  type Packed,
} from '../../../build/scripts/package-stand-in.ts';

const root = mkdtempSync(join(tmpdir(), 'postbag-packaging-'));
const dist = join(root, 'dist');

/** A built application in small, and what a careless build or list of files would leave in it. */
const BUILT: Readonly<Record<string, string>> = {
  'main.js':
    'import "./chunks/main/used-1a2b1A2B.js"; "./preload.cjs"; "./import-worker.js"; "./export-worker.js"',
  'preload.cjs': '',
  'import-worker.js': '',
  'export-worker.js': '',
  'chunks/main/used-1a2b1A2B.js': '',
  'licenses.md': '',
  'renderer/licenses.md': '',
  'renderer/index.html': '<script src="./assets/index-3c4d3C4D.js"></script>',
  'renderer/assets/index-3c4d3C4D.js': '',
};
const LEFT_OVER: Readonly<Record<string, string>> = {
  'cli.js': '',
  'chunks/cli/run-5e6f5E6F.js': '',
};

function writeDist(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
}

async function pack(target: PackTarget): Promise<Packed> {
  const work = mkdtempSync(join(root, `${target}-`));
  return packStandIn(target, dist, work);
}

const problemsOf = (packed: Packed, target: PackTarget): readonly string[] =>
  judgePacked(packed.files, target, packed.read);

beforeAll(() => writeDist({ ...BUILT, ...LEFT_OVER }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('packed for Linux, around a stand-in for Electron', () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await pack('linux-x64');
  }, 60_000);

  test('everything that runs is packed, and nothing else', () => {
    expect(problemsOf(packed, 'linux-x64')).toEqual([]);
    const ofDist = packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/'));
    expect(ofDist.sort()).toEqual(
      Object.keys(BUILT)
        .map((path) => `dist/${path}`)
        .sort(),
    );
  });

  test('only the binary lies beside the archive, byte for byte', () => {
    const unpacked = packed.files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path);
    expect(unpacked).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node']);
    const path = unpacked[0] ?? '';
    expect(readFileSync(join(packed.folder, 'resources/app.asar.unpacked', path))).toEqual(
      readFileSync(new URL(`../../../${path}`, import.meta.url)),
    );
  });

  test('the fuses of the program are as configured, read back from it', async () => {
    const wire = await getCurrentFuseWire(join(packed.folder, 'postbag'));
    expect(fuseProblems(wire)).toEqual([]);
    // The stand-in had all of them on: the packer switched these off.
    expect(wire[FuseV1Options.RunAsNode]).toBe('0'.charCodeAt(0));
    const cookies = wire[FuseV1Options.EnableCookieEncryption];
    expect(fuseProblems({ ...wire, [FuseV1Options.RunAsNode]: cookies })).toEqual([
      'fuse runAsNode: wanted false, found true',
    ]);
  });

  test("of Chromium's languages the window's own stay, with their regions", () => {
    const kept = readdirSync(join(packed.folder, 'locales')).map((name) => name.split('.')[0]);
    const wanted = OFFERED_LOCALES.filter((name) => /^(?:en|fr|es|ar)(?:-|$)/u.test(name));
    expect(new Set(kept)).toEqual(new Set(wanted));
  });
});

describe('the other targets', () => {
  test.each<PackTarget>(['linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-universal'])(
    '%s takes its own binaries only',
    async (target) => {
      const packed = await pack(target);
      expect(problemsOf(packed, target)).toEqual([]);
      const binaries = packed.files
        .map(({ path }) => path)
        .filter((path) => path.endsWith('.node'));
      expect(binaries.sort()).toEqual(binariesOf(target));
    },
    60_000,
  );

  test('the binaries of all targets are in the installed package', () => {
    const present = readdirSync(
      new URL('../../../node_modules/better-sqlite3/prebuilds/', import.meta.url),
    );
    const { win, linux, mac } = readConfiguration();
    for (const { files } of [win, linux, mac]) expect(files[0]).toBe('package.json');
    const targets = ['linux-x64', 'win32-x64', 'win32-arm64', 'darwin-universal'] as const;
    for (const path of targets.flatMap(binariesOf)) {
      expect(present).toContain(path.slice(path.lastIndexOf('/') + 1));
    }
  });
});

describe('what would be wrong is named', () => {
  const files = (paths: readonly string[]) =>
    paths.map((path) => ({ path, bytes: 1, isUnpacked: path.endsWith('.node') }));
  const good = [
    ...Object.keys(BUILT).map((path) => `dist/${path}`),
    'package.json',
    'LICENSE',
    'NOTICE',
    'docs/sample-list.csv',
    ...['package.json', 'LICENSE', 'lib/index.js', 'prebuilds/linux-x64.node'].map(
      (path) => `node_modules/better-sqlite3/${path}`,
    ),
  ];
  const read = (path: string): string =>
    path === 'package.json' ? '{"main":"dist/main.js"}' : (BUILT[path.replace('dist/', '')] ?? '');
  const judge = (paths: readonly string[], text = read): readonly string[] =>
    judgePacked(files(paths), 'linux-x64', text);

  test('a good list has no problem', () => expect(judge(good)).toEqual([]));

  test.each([
    'electron/main.ts',
    'test/unit/log.test.ts',
    'dist/main.js.map',
    'dist/cli.js',
    'docs/decisions.md',
    'node_modules/node/bin/node',
    'node_modules/better-sqlite3/prebuilds/linuxmusl-x64.node',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
    'node_modules/better-sqlite3/lib/win32-x64.js',
    'node_modules/electron/index.js',
    '.ci/run',
  ])('%s', (path) => {
    expect(judge([...good, path])).toContain(`packed, but not for running: ${path}`);
  });

  test.each(good.filter((path) => !/chunks|assets/u.test(path)))('missing %s', (path) => {
    expect(judge(good.filter((one) => one !== path))).toContain(`missing: ${path}`);
  });

  test('a bundle of an earlier build', () => {
    const old = 'dist/chunks/main/old-9z9z9Z9Z.js';
    expect(judge([...good, old])).toEqual([`nothing uses: ${old}`]);
  });

  test('a worker that the command line built last, over other bundles', () => {
    const ofCli = (path: string): string =>
      path === 'dist/import-worker.js'
        ? 'import { a } from "./chunks/cli/run-5e6f5E6F.js";'
        : `${read(path)}${path.endsWith('.json') ? '' : " // import('../types/client.js')"}`;
    expect(judge(good, ofCli)).toEqual([
      'dist/import-worker.js imports what is not packed: dist/chunks/cli/run-5e6f5E6F.js',
    ]);
  });

  test('a source map named in a bundle, and a manifest that still names tools', () => {
    const withMap = (path: string): string =>
      path === 'dist/preload.cjs' ? '\n//# sourceMappingURL=preload.cjs.map' : read(path);
    expect(judge(good, withMap)).toEqual(['names a map: dist/preload.cjs']);
    const manifest = '{"main":"dist/cli.js","scripts":{},"devDependencies":{}}';
    const withTools = (path: string): string => (path === 'package.json' ? manifest : read(path));
    expect(judge(good, withTools)).toHaveLength(3);
  });
});

describe('the configuration', () => {
  const { win, nsis, mac, linux, publish, npmRebuild, electronFuses } = readConfiguration();

  test('every fuse is decided', () => {
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('Windows: for the person logged in, without an administrator, data kept, no self-update', () => {
    expect(win.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
    expect(nsis).toMatchObject({
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      deleteAppDataOnUninstall: false,
    });
    expect(publish).toBeNull();
    expect(npmRebuild).toBe(false);
  });

  test('macOS: universal, hardened, and nothing given up but compiling while running', () => {
    expect(mac.target).toEqual([{ target: 'dmg', arch: 'universal' }]);
    expect(mac['hardenedRuntime']).toBe(true);
    const plist = readFileSync(
      new URL(`../../../${String(mac['entitlements'])}`, import.meta.url),
      'utf8',
    );
    expect(plist.match(/<key>[^<]+<\/key>\s*<true\/>/gu)).toEqual([
      expect.stringContaining('com.apple.security.cs.allow-jit'),
    ]);
    for (const path of binariesOf('darwin-universal')) {
      expect(`Contents/Resources/app.asar.unpacked/${path}`).toMatch(
        new RegExp(String(mac['x64ArchFiles']).replaceAll('.', '\\.').replace('*', '[^/]*'), 'u'),
      );
    }
  });

  test('the icons it names are there', () => {
    for (const { icon } of [win, mac, linux]) {
      expect(() =>
        readdirSync(new URL(`../../../${dirname(icon)}/`, import.meta.url)),
      ).not.toThrow();
      expect(readdirSync(new URL(`../../../${dirname(icon)}/`, import.meta.url))).toContain(
        icon.slice(icon.lastIndexOf('/') + 1),
      );
    }
  });
});
