/** The words of the window: none missing, none left over, and every language says the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../renderer/i18n/languages.ts';

const ROOT = fileURLToPath(new URL('../../../renderer', import.meta.url));

/** Languages that must have every message; the others may still be on their way. */
const COMPLETE_LANGUAGES: readonly Language[] = ['en', 'fr', 'es', 'ar'];

/** Categories that whole sentences do not need: French and Spanish `many` is for compact millions. */
const NOT_NEEDED: Readonly<Record<Language, readonly string[]>> = {
  en: [],
  fr: ['many'],
  es: ['many'],
  ar: ['zero'],
};

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
  readonly children?: readonly Element[];
  readonly pluralType?: string;
}

// The parser's own numbers for the elements of a message.
const SELECT = 5;
const PLURAL = 6;
const NAMED = new Set([1, 2, 3, 4, SELECT, PLURAL, 8]);

function areaFiles(language: Language): readonly string[] {
  return readdirSync(join(ROOT, 'i18n', language)).filter((name) => name.endsWith('.json'));
}

function readMessages(language: Language): ReadonlyMap<string, string> {
  const messages = new Map<string, string>();
  for (const name of areaFiles(language)) {
    const file = JSON.parse(readFileSync(join(ROOT, 'i18n', language, name), 'utf8')) as object;
    for (const [id, message] of Object.entries(file)) {
      // A message in another area's file would not be found by whoever translates that area.
      expect({ id, area: id.split('.')[0] }).toEqual({ id, area: name.replace('.json', '') });
      messages.set(id, String(message));
    }
  }
  return messages;
}

function parse(language: Language, message: string): readonly Element[] {
  const { formatters } = createIntl({ locale: language });
  return formatters.getMessageFormat(message, language).getAst() as unknown as readonly Element[];
}

function walk(elements: readonly Element[], visit: (element: Element) => void): void {
  for (const element of elements) {
    visit(element);
    for (const option of Object.values(element.options ?? {})) walk(option.value, visit);
    walk(element.children ?? [], visit);
  }
}

/** The arguments and tags of a message, with the choices of a `select`. */
function argumentsOf(elements: readonly Element[]): readonly string[] {
  const found = new Set<string>();
  walk(elements, ({ type, value, options }) => {
    if (!NAMED.has(type)) return;
    const choices =
      type === SELECT
        ? Object.keys(options ?? {})
            .sort()
            .join('|')
        : '';
    found.add(`${type === 8 ? '<>' : ''}${value ?? ''}${choices}`);
  });
  return [...found].sort();
}

function pluralsOf(elements: readonly Element[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  walk(elements, ({ type, options }) => {
    if (type === PLURAL) found.push(Object.keys(options ?? {}));
  });
  return found;
}

function sourceFiles(): readonly string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => join(ROOT, name));
}

const english = readMessages('en');
const areas = areaFiles('en').map((name) => name.replace('.json', ''));
const ID = new RegExp(`['"\`]((?:${areas.join('|')})\\.[a-z][a-z0-9_]*)['"\`]`, 'gu');

function usedIds(): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  for (const file of sourceFiles()) {
    for (const match of readFileSync(file, 'utf8').matchAll(ID)) used.set(match[1] ?? '', file);
  }
  return used;
}

describe('the ids', () => {
  const used = usedIds();

  test('every one that is used exists', () => {
    const missing = [...used].filter(([id]) => !english.has(id));
    expect(missing).toEqual([]);
  });

  test('every one that exists is used', () => {
    expect([...english.keys()].filter((id) => !used.has(id))).toEqual([]);
  });
});

describe.each(LANGUAGES)('%s', (language) => {
  const messages = readMessages(language);

  test('has no message that English does not have', () => {
    expect([...messages.keys()].filter((id) => !english.has(id))).toEqual([]);
  });

  test('no message is empty', () => {
    expect([...messages].filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  test('every message takes the same values as in English', () => {
    for (const [id, message] of messages) {
      const expected = argumentsOf(parse('en', english.get(id) ?? ''));
      expect({ id, values: argumentsOf(parse(language, message)) }).toEqual({
        id,
        values: expected,
      });
    }
  });

  test('every plural has the categories of the language', () => {
    const needed = new Intl.PluralRules(language)
      .resolvedOptions()
      .pluralCategories.filter((category) => !NOT_NEEDED[language].includes(category));
    for (const [id, message] of messages) {
      for (const categories of pluralsOf(parse(language, message))) {
        expect({ id, categories }).toEqual({ id, categories: expect.arrayContaining(needed) });
      }
    }
  });
});

test.each(COMPLETE_LANGUAGES)('%s has every message', (language) => {
  const messages = readMessages(language);
  expect([...english.keys()].filter((id) => !messages.has(id))).toEqual([]);
});
