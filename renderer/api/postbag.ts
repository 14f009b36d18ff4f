/** The typed `window.postbag`: the renderer's only way out. */
import type { PostbagBridge } from '../../shared/ipc/types.ts';

declare global {
  interface Window {
    readonly postbag: PostbagBridge;
  }
}

/** The bridge that the preload script put on the window. */
export const postbag: PostbagBridge = window.postbag;
