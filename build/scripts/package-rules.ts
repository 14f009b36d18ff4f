/**
 * What may be packed and what must be: the judgement on the files of a packed application.
 *
 * A list of what is allowed, not of what is forbidden: whatever nobody thought of is a problem.
 */

/** The systems and processors that are packed for. */
export type PackTarget =
  | 'linux-x64'
  | 'linux-arm64'
  | 'win32-x64'
  | 'win32-arm64'
  | 'darwin-universal';

/** A file of the packed archive. */
export interface PackedFile {
  /** Relative to the application, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Beside the archive instead of in it. */
  readonly isUnpacked: boolean;
}

const PREBUILDS = 'node_modules/better-sqlite3/prebuilds';
const BINARIES: Readonly<Record<PackTarget, readonly string[]>> = {
  'linux-x64': ['linux-x64'],
  'linux-arm64': ['linux-arm64'],
  'win32-x64': ['win32-x64'],
  'win32-arm64': ['win32-arm64'],
  'darwin-universal': ['darwin-arm64', 'darwin-x64'],
};

const ALLOWED: readonly RegExp[] = [
  /^package\.json$/u,
  /^(?:LICENSE|NOTICE)$/u,
  /^docs\/sample-list\.csv$/u,
  /^dist\/(?:main|import-worker|export-worker)\.js$/u,
  /^dist\/preload\.cjs$/u,
  /^dist\/(?:renderer\/)?licenses\.md$/u,
  /^dist\/chunks\/main\/[\w.-]+\.js$/u,
  /^dist\/renderer\/index\.html$/u,
  /^dist\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|woff2)$/u,
  /^node_modules\/better-sqlite3\/(?:package\.json|LICENSE)$/u,
  /^node_modules\/better-sqlite3\/lib\/(?:methods\/)?[\w-]+\.js$/u,
];

/** An import of a bundle by another: the build ends their names with a hash, comments do not. */
const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[\w./-]+-[\w-]{8}\.js)["']/gu;

/** Allowed by their place, but never run: small entries for one platform each, and maps. */
const NEVER = [
  /^node_modules\/better-sqlite3\/lib\/(?:darwin|linux|linuxmusl|win32)-/u,
  /\.(?:test|spec|d)\.js$/u,
];

const REQUIRED: readonly string[] = [
  'package.json',
  'LICENSE',
  'NOTICE',
  'docs/sample-list.csv',
  'dist/main.js',
  'dist/preload.cjs',
  'dist/import-worker.js',
  'dist/export-worker.js',
  'dist/renderer/index.html',
  'dist/licenses.md',
  'dist/renderer/licenses.md',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/LICENSE',
  'node_modules/better-sqlite3/lib/index.js',
];

/** The paths of the binaries that a target needs, all of them and no other. */
export function binariesOf(target: PackTarget): readonly string[] {
  return BINARIES[target].map((name) => `${PREBUILDS}/${name}.node`);
}

function judgePlaces(files: readonly PackedFile[], target: PackTarget): string[] {
  const binaries = binariesOf(target);
  const problems: string[] = [];
  for (const { path, isUnpacked } of files) {
    const isBinary = binaries.includes(path);
    const isAllowed = ALLOWED.some((one) => one.test(path)) && !NEVER.some((one) => one.test(path));
    if (!isBinary && !isAllowed) problems.push(`packed, but not for running: ${path}`);
    if (isBinary && !isUnpacked) problems.push(`cannot be loaded out of the archive: ${path}`);
    if (!isBinary && isUnpacked) problems.push(`beside the archive, so not checked: ${path}`);
  }
  const missing = [...REQUIRED, ...binaries].filter(
    (path) => !files.some((file) => file.path === path),
  );
  return [...problems, ...missing.map((path) => `missing: ${path}`)];
}

/**
 * The bundles that nothing names: what an earlier build left behind would be packed for ever.
 *
 * A bundle is reached when one that is reached says its file name, which the build makes unique.
 */
function judgeReach(files: readonly PackedFile[], read: (path: string) => string): string[] {
  const bundles = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('dist/') && !path.endsWith('.md'));
  const reached = new Set(['dist/main.js', 'dist/renderer/index.html']);
  for (const path of reached) {
    if (!bundles.includes(path)) continue;
    const text = read(path);
    for (const other of bundles) {
      if (text.includes(other.slice(other.lastIndexOf('/') + 1))) reached.add(other);
    }
  }
  return bundles.filter((path) => !reached.has(path)).map((path) => `nothing uses: ${path}`);
}

/** Bundles that import what is not packed: workers of the last build of the command line, say. */
function judgeImports(files: readonly PackedFile[], read: (path: string) => string): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const problems: string[] = [];
  for (const path of paths) {
    if (!/^dist\/.*\.(?:js|cjs)$/u.test(path)) continue;
    for (const [, name = ''] of read(path).matchAll(IMPORT)) {
      const imported = new URL(name, `app:///${path}`).pathname.slice(1);
      if (!paths.has(imported)) problems.push(`${path} imports what is not packed: ${imported}`);
    }
  }
  return problems;
}

function judgeTexts(files: readonly PackedFile[], read: (path: string) => string): string[] {
  const problems: string[] = [];
  for (const { path } of files) {
    if (!/^dist\/.*\.(?:js|cjs|css)$/u.test(path)) continue;
    if (/^\/[/*]# sourceMappingURL=/mu.test(read(path))) problems.push(`names a map: ${path}`);
  }
  if (!files.some(({ path }) => path === 'package.json')) return problems;
  const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, unknown>>;
  if (manifest['main'] !== 'dist/main.js')
    problems.push('package.json does not start dist/main.js');
  for (const key of ['devDependencies', 'scripts']) {
    if (manifest[key] !== undefined) problems.push(`package.json still has its ${key}`);
  }
  return problems;
}

/**
 * Judges what was packed for a target; every line of the answer is a reason not to ship it.
 *
 * @param read the text of a packed file
 */
export function judgePacked(
  files: readonly PackedFile[],
  target: PackTarget,
  read: (path: string) => string,
): readonly string[] {
  return [
    ...judgePlaces(files, target),
    ...judgeReach(files, read),
    ...judgeImports(files, read),
    ...judgeTexts(files, read),
  ];
}
