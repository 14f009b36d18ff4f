/** Two ways to use the window: with the mouse, and with the keyboard alone. */
import type { Locator, Page } from 'playwright-core';

/** What an operator does with the window. */
export interface Hand {
  readonly name: 'the mouse' | 'the keyboard';
  /** Presses a button, a link or a choice. */
  readonly press: (target: Locator) => Promise<void>;
  /** Goes to a field and types into it. */
  readonly type: (target: Locator, text: string) => Promise<void>;
}

/** More controls than any screen has: who needs more presses of Tab than this is lost in a trap. */
const MOST_STOPS = 150;

/** Points and clicks. */
export const mouse: Hand = {
  name: 'the mouse',
  press: (target) => target.click(),
  type: async (target, text) => {
    await target.click();
    await target.page().keyboard.type(text);
  },
};

/** Goes from control to control with Tab, presses with Enter or Space. */
export const keyboard: Hand = {
  name: 'the keyboard',
  press: async (target) => {
    await tabTo(target);
    const role = await target.evaluate((element) => element.getAttribute('type') ?? '');
    const isChoice = role === 'radio' || role === 'checkbox';
    await target.page().keyboard.press(isChoice ? 'Space' : 'Enter');
  },
  type: async (target, text) => {
    await tabTo(target);
    await target.page().keyboard.type(text);
  },
};

/** Presses Tab until the control has the focus. @throws where it cannot be reached. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await hasFocus(target)) {
      await expectVisibleFocus(page);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

// What opens over the screen hides the rest, so it may not be found for a moment: the next Tab closes it.
function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluateAll((found) =>
    found.some((one) => one === document.activeElement || one.contains(document.activeElement)),
  );
}

/** Whoever uses the keyboard must see where they are: on the screen, and marked. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'nothing has the focus';
    const { top, bottom, width } = element.getBoundingClientRect();
    if (width > 0 && (bottom < 0 || top > window.innerHeight)) {
      return `${element.outerHTML.slice(0, 120)} has the focus outside of the window`;
    }
    return null;
  });
  if (problem !== null) throw new Error(problem);
}
