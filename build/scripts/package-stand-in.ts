/**
 * Packs the application without Electron's program, which may be impossible to download: the real
 * packer with the real configuration, around a stand-in for Electron's folder.
 *
 * The other systems' file lists are packed as if for Linux, with the lists of their own sections: the
 * packer needs parts of the real program for the rest. Installers are not made.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { Arch, build, Platform } from 'electron-builder';
import { parse } from 'yaml';
import type { PackedFile, PackTarget } from './package-rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** What a set of files in the configuration may look like. */
type Files = readonly (string | Readonly<Record<string, unknown>>)[];

/** The parts of `electron-builder.yml` that are read here and in the tests. */
export interface BuilderConfiguration {
  readonly files: Files;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly electronLanguages: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly npmRebuild: boolean;
  readonly publish: null;
  readonly directories: Readonly<Record<string, string>>;
  readonly win: Section;
  readonly mac: Section;
  readonly linux: Section;
  readonly nsis: Readonly<Record<string, unknown>>;
}

/** The section of one system. */
export interface Section extends Readonly<Record<string, unknown>> {
  readonly files: Files;
  readonly icon: string;
  readonly target: readonly { readonly target: string; readonly arch: string | string[] }[];
}

/** A packed application. */
export interface Packed {
  /** The folder that holds the program, `locales/` and `resources/`. */
  readonly folder: string;
  readonly files: readonly PackedFile[];
  /** The text of a file in the archive. */
  readonly read: (path: string) => string;
  /** Writes everything packed, also what lies beside the archive, into a folder. */
  readonly extract: (folder: string) => void;
}

/** `electron-builder.yml`. */
export function readConfiguration(): BuilderConfiguration {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as BuilderConfiguration;
}

/** Chromium's languages that the stand-in offers: those that are wanted, and others to leave out. */
export const OFFERED_LOCALES = ['ar', 'de', 'en-GB', 'en-US', 'es', 'es-419', 'fr', 'pt-BR', 'sw'];

/** What marks the fuses in Electron's program, then their version and number; all on. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000811111111';

function makeStandIn(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const { version } = require('electron/package.json') as { readonly version: string };
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 1\n${FUSES}\n`, { mode: 0o755 });
  for (const locale of OFFERED_LOCALES) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
}

/** The list with `dist/` taken from another folder. */
function withDist(files: Files, dist: string): Files {
  const isOfDist = (one: Files[number]): one is string =>
    typeof one === 'string' && /^!?dist\//u.test(one);
  const inside = files.filter(isOfDist).map((one) => one.replace('dist/', ''));
  return [...files.filter((one) => !isOfDist(one)), { from: dist, to: 'dist', filter: inside }];
}

const SECTIONS = { linux: 'linux', win32: 'win', darwin: 'mac' } as const;

/** The configuration for packing a target here, around the stand-in. */
function configurationFor(target: PackTarget, dist: string, work: string): unknown {
  const configuration = readConfiguration();
  const [system] = target.split('-') as ['linux' | 'win32' | 'darwin'];
  return {
    ...configuration,
    files: withDist(configuration.files, dist),
    linux: { ...configuration.linux, files: configuration[SECTIONS[system]].files },
    electronDist: join(work, 'electron'),
    directories: { ...configuration.directories, output: join(work, 'out') },
  };
}

/**
 * Packs for a target into an empty folder.
 *
 * @param dist the built application
 * @throws whatever the packer refuses
 */
export async function packStandIn(target: PackTarget, dist: string, work: string): Promise<Packed> {
  makeStandIn(join(work, 'electron'));
  const file = join(work, 'electron-builder.json');
  writeFileSync(file, JSON.stringify(configurationFor(target, resolve(dist), work)));
  const arch = target.endsWith('-arm64') ? Arch.arm64 : Arch.x64;
  await build({
    projectDir: root,
    config: file,
    targets: Platform.LINUX.createTarget('dir', arch),
    publish: 'never',
  });
  const suffix = arch === Arch.x64 ? '' : '-arm64';
  return open(join(work, 'out', `linux${suffix}-unpacked`));
}

function open(folder: string): Packed {
  const archive = join(folder, 'resources', 'app.asar');
  const files: PackedFile[] = [];
  for (const listed of listPackage(archive, { isPack: false })) {
    // Listed with the separators of this system and one in front.
    const path = listed.slice(1).replaceAll('\\', '/');
    const entry = statFile(archive, listed.slice(1));
    if (!('size' in entry)) continue;
    files.push({ path, bytes: entry.size, isUnpacked: entry.unpacked });
  }
  return {
    folder,
    files,
    read: (path) => extractFile(archive, join(path)).toString('utf8'),
    extract: (into) => extractAll(archive, into),
  };
}
