/** `ipcMain`: calls of the page arrive from the driver, with the frame that sent them. */
import { EventEmitter } from 'node:events';
import { host } from './host.ts';
import { BrowserWindow } from './windows.ts';

/** The frame that a call comes from, as the driver saw it; `null` if it is already gone. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: { readonly url: string } | null;
}

type InvokeHandler = (event: object, ...args: readonly unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

/** The calls of the windows. */
export const ipcMain = new IpcMain();

function eventOf(window: number, senderFrame: SenderFrame | null): object {
  const sender = BrowserWindow.fromId(window)?.webContents;
  return { sender, senderFrame, processId: 1, frameId: 1 };
}

host.handle(
  'ipc:invoke',
  async (window: number, frame: SenderFrame | null, channel: string, args: unknown[]) => {
    const handler = ipcMain.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(eventOf(window, frame), ...args);
  },
);
host.handle(
  'ipc:send',
  (window: number, frame: SenderFrame | null, channel: string, args: unknown[]) =>
    ipcMain.emit(channel, eventOf(window, frame), ...args),
);
