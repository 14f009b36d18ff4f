/** What the window says of the line: a network that answers in the API's place, and the API itself. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { launchForTest } from './host.ts';
import { call, open, skipFirstStart, word } from './support.ts';

let portal: Server | null = null;

afterEach(() => {
  portal?.close();
  portal = null;
});

/** A network's log-in page: whatever is asked for, it answers with its own page. */
async function startPortal(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><title>Airport Wi-Fi</title><form>Sign in</form></html>');
  });
  portal = server;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a network that asks to sign in is told from no line at all', async () => {
  const { page, setOnline } = await launchForTest();
  await skipFirstStart(page);
  const baseUrl = await startPortal();
  await call(page, 'setAccount', { org: 1234, baseUrl, sender: 'Clinic', country: 'KE' });
  expect((await call(page, 'checkLine', {})).state).toBe('portal');
  await open(page, '/');
  await page.getByText(word('en', 'common.line_portal')).waitFor();
  portal?.close();
  portal?.closeAllConnections();
  await setOnline(false);
  expect((await call(page, 'checkLine', {})).state).toBe('offline');
  await page.getByText(word('en', 'common.line_offline'), { exact: true }).waitFor();
});
