/**
 * The bridge: `window.postbag`, and nothing else of Electron or Node.
 *
 * The names of calls and events are put in by the build from the contract, so that this script needs
 * no zod and cannot reach a channel that the contract does not list.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CALL_CHANNEL, DROP_CHANNEL, EVENT_PREFIX } from '../shared/ipc/channels.ts';

declare const __CALL_NAMES__: readonly string[];
declare const __EVENT_NAMES__: readonly string[];

const callNames = new Set(__CALL_NAMES__);
const eventNames = new Set(__EVENT_NAMES__);

contextBridge.exposeInMainWorld('postbag', {
  call(name: string, input: unknown): Promise<unknown> {
    if (!callNames.has(name)) return Promise.reject(new Error('unknown call'));
    return ipcRenderer.invoke(CALL_CHANNEL, name, input);
  },
  on(name: string, listener: (payload: unknown) => void): () => void {
    if (!eventNames.has(name)) throw new Error('unknown event');
    const channel = EVENT_PREFIX + name;
    // The event object would hand the renderer a sender: pass the payload alone.
    const forward = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.removeListener(channel, forward);
  },
  dropFile(file: File): Promise<unknown> {
    // A path is taken from a File that the browser made, never from text: the page cannot name one.
    // Anything else throws here; a File that the page made up has the path ''.
    return ipcRenderer.invoke(DROP_CHANNEL, webUtils.getPathForFile(file));
  },
});
