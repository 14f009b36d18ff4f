/** A main script that tries the stand-in: what to do, and what happened, go through the link. */
import { app, powerMonitor, powerSaveBlocker, safeStorage } from 'electron';
import { host } from './module/host.ts';

const log: string[] = [];
let refuse = '';

for (const name of ['ready', 'before-quit', 'will-quit', 'quit', 'second-instance'] as const) {
  app.on(name as 'ready', (...args: unknown[]) => {
    log.push(name === 'second-instance' ? `${name} ${JSON.stringify(args[3])}` : name);
    if (name === refuse) (args[0] as { preventDefault(): void }).preventDefault();
    if (name === 'quit') host.tell('sample:log', log);
  });
}
log.push(`ready at first: ${app.isReady()}`);
log.push(`lock: ${app.requestSingleInstanceLock({ from: 'sample' })}`);
powerMonitor.on('shutdown', ((event: { preventDefault(): void }) =>
  event.preventDefault()) as () => void);

host.handle('sample:refuse', (name: string) => {
  refuse = name;
});
host.handle('sample:log', () => log);
host.handle('sample:encrypt', (text: string) => safeStorage.encryptStringAsync(text));
host.handle('sample:decrypt', (bytes: Uint8Array) =>
  safeStorage.decryptStringAsync(Buffer.from(bytes)),
);
host.handle('sample:store', async () => [
  await safeStorage.isAsyncEncryptionAvailable(),
  safeStorage.getSelectedStorageBackend(),
]);
host.handle('sample:blockers', () => {
  const first = powerSaveBlocker.start('prevent-app-suspension');
  const second = powerSaveBlocker.start('prevent-app-suspension');
  return [
    powerSaveBlocker.stop(first),
    powerSaveBlocker.stop(first),
    powerSaveBlocker.isStarted(second),
  ];
});
host.handle('sample:paths', (folder: string) => {
  app.setPath('userData', folder);
  return [app.getPath('userData'), app.getVersion(), app.getLocale()];
});
if (!app.hasSingleInstanceLock()) app.quit();
