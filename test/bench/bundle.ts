/** What the window loads, compressed as a server would: the first screen's part and all of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Sizes in bytes, gzipped file by file. */
export interface BundleSize {
  /** What is loaded before the first screen in English. */
  readonly first: number;
  /** Everything that is ever loaded in one language, the heaviest of the four. */
  readonly whole: number;
  /** The language that is the heaviest. */
  readonly language: string;
}

/** The window's scripts, styles, fonts and images: at most this much. */
export const BUNDLE_LIMIT = 350_000;

const SOURCE = 'en';
/** A folder of texts for each language. */
const LANGUAGES = readdirSync(new URL('../../renderer/i18n', import.meta.url), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Measures the built renderer in a folder. */
export function bundleSize(folder: string): BundleSize {
  const page = readFileSync(join(folder, 'index.html'));
  const names = readdirSync(join(folder, 'assets'));
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, 'assets', name))]));
  const sizes = new Map([...texts].map(([name, bytes]) => [name, gzipSync(bytes).length]));
  const ofPage = gzipSync(page).length;
  const sum = (wanted: Iterable<string>): number =>
    [...wanted].reduce((total, name) => total + (sizes.get(name) ?? 0), ofPage);
  // A language other than English is a file of its own, named by the build after its source.
  const languageOf = (name: string): string =>
    LANGUAGES.find((code) => name.startsWith(`${code}-`)) ?? SOURCE;
  const inLanguage = (language: string): number =>
    sum(names.filter((name) => [SOURCE, language].includes(languageOf(name))));
  const whole = Math.max(...LANGUAGES.map(inLanguage));
  return {
    first: sum(loadedAtOnce(page.toString('utf8'), texts)),
    whole,
    language: LANGUAGES.find((language) => inLanguage(language) === whole) ?? SOURCE,
  };
}

/** The files that the page names, and those that they import before they run. */
function loadedAtOnce(page: string, texts: ReadonlyMap<string, Buffer>): ReadonlySet<string> {
  const loaded = new Set([...texts.keys()].filter((name) => page.includes(name)));
  for (const name of loaded) {
    const text = texts.get(name)?.toString('utf8') ?? '';
    for (const [, imported = ''] of text.matchAll(/\b(?:from|import)\s*["']\.\/([\w.-]+)["']/gu)) {
      loaded.add(imported);
    }
  }
  return loaded;
}
