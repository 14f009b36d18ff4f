/** What several end-to-end tests do alike. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { CallInput, CallName, CallOutput, PostbagBridge } from '../../shared/ipc/types.ts';

type Language = 'en' | 'fr' | 'es' | 'ar';

/** Asks the application as the page does. @throws on an expected failure, with its data. */
export async function call<Name extends CallName>(
  page: Page,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const answer = await page.evaluate(
    ([callName, callInput]) =>
      (window as unknown as { readonly postbag: PostbagBridge }).postbag.call(
        callName,
        callInput as never,
      ),
    [name, input] as const,
  );
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Goes to a screen by its address, such as `/history`, and waits until it has drawn itself. */
export async function open(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  await settled(page);
}

/** Waits until the screen has its heading and nothing is still being read. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('main .loading, main [aria-busy="true"]') === null,
  );
}

/** The window's words in a language, by the ids under which the screens know them. */
export function words(language: Language, area: string): Readonly<Record<string, string>> {
  const file = new URL(`../../renderer/i18n/${language}/${area}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
}

/** One plain word. @throws if there is none under this id. */
export function word(language: Language, id: string): string {
  const found = words(language, id.split('.', 1)[0] ?? '')[id];
  if (found === undefined) throw new Error(`no word ${id} in ${language}`);
  return found;
}

/** An office that has been set up: its operator, and nothing more to ask at the first start. */
export async function skipFirstStart(page: Page, person = 'Amina'): Promise<void> {
  await call(page, 'setPreferences', { firstStartDone: true });
  await call(page, 'addPerson', { name: person });
}

/** Changes to practice mode, and waits until the window has loaded anew. */
export async function practise(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await call(page, 'setPracticeMode', { on: true }).catch((error: unknown) => {
    // The page may be gone before its answer arrives.
    if (!String(error).includes('navigation')) throw error;
  });
  await loaded;
  await settled(page);
}
