/** Drops files on a page as the system's file manager does. */
import { basename } from 'node:path';
import type { Page } from 'playwright-core';

/** Drags the files over the middle of an element and lets them go there. */
export async function dropFiles(
  page: Page,
  selector: string,
  paths: readonly string[],
): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`nothing to drop on: ${selector}`);
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const items = paths.map((path) => ({ mimeType: '', data: '', title: basename(path) }));
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      ...at,
      data: { items, files: [...paths], dragOperationsMask: 1 },
    });
  }
}
