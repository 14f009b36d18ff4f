/** Looks for what is cut off on the screen as it is. */
import type { Page } from 'playwright-core';

/**
 * What is cut off, in words: the document scrolls sideways, or something to press, to fill in or to read
 * as a heading cannot be seen whole: outside of the window, cut by what is around it, or longer than its
 * own box. What can be scrolled to is not cut off.
 */
export function findCutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(lookInPage);
}

// Runs in the page.
function lookInPage(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) {
    found.push(`the document is ${root.scrollWidth} wide in ${root.clientWidth}`);
  }
  const name = (element: Element): string => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${text.slice(0, 60)}`;
  };
  // Texts for screen readers only are cut to one pixel on purpose.
  const isForReadersOnly = (element: Element): boolean => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { clip, clipPath, position } = getComputedStyle(at);
      const { width, height } = at.getBoundingClientRect();
      if (position === 'absolute' && (width <= 2 || height <= 2)) return true;
      if (clip === 'rect(0px, 0px, 0px, 0px)' || clipPath === 'inset(50%)') return true;
    }
    return false;
  };
  const isHidden = (element: Element): boolean =>
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
    isForReadersOnly(element);
  const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
  const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
  const cutBy = (element: Element): string | null => {
    const box = element.getBoundingClientRect();
    let canScrollX = false;
    let canScrollY = false;
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      const around = at.getBoundingClientRect();
      canScrollX ||= scrolls(overflowX);
      canScrollY ||= scrolls(overflowY);
      const isCutX = !canScrollX && (box.left < around.left - 1 || box.right > around.right + 1);
      const isCutY = !canScrollY && (box.top < around.top - 1 || box.bottom > around.bottom + 1);
      if ((cuts(overflowX) && isCutX) || (cuts(overflowY) && isCutY)) return name(at);
      if (position === 'fixed') break;
    }
    if (!canScrollX && (box.left < -1 || box.right > window.innerWidth + 1)) return 'the window';
    return null;
  };
  const selector =
    'button, a[href], input, select, textarea, h1, h2, h3, [role="button"], [role="tab"], [role="switch"], [role="radio"], [role="checkbox"], [role="link"], [role="option"], [role="menuitem"]';
  for (const element of document.querySelectorAll(selector)) {
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || isHidden(element)) continue;
    if (element.matches('.skip-link:not(:focus)')) continue;
    const cut = cutBy(element);
    if (cut !== null) found.push(`${name(element)} is cut by ${cut}`);
    const { overflowX } = getComputedStyle(element);
    const isField = element.matches('input, textarea, select');
    if (!isField && cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) {
      found.push(`${name(element)} is longer than its box`);
    }
  }
  return found;
}
