/** `dialog`: the driver answers, in a test from a list, in the visible window by asking. */
import type { MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { host } from './host.ts';

/** The system's dialogs. Every function takes the window first, or leaves it out. */
export const dialog = {
  showOpenDialog(
    ...args: [OpenDialogOptions] | [unknown, OpenDialogOptions]
  ): Promise<{ canceled: boolean; filePaths: string[] }> {
    return host.call('dialog:open', args.at(-1));
  },
  async showSaveDialog(
    ...args: [SaveDialogOptions] | [unknown, SaveDialogOptions]
  ): Promise<{ canceled: boolean; filePath: string }> {
    return host.call('dialog:save', args.at(-1));
  },
  showMessageBox(
    ...args: [MessageBoxOptions] | [unknown, MessageBoxOptions]
  ): Promise<{ response: number; checkboxChecked: boolean }> {
    return host.call('dialog:message', args.at(-1));
  },
  showMessageBoxSync(): never {
    throw new Error('a message box that waits stops everything: use showMessageBox');
  },
  showErrorBox(title: string, content: string): void {
    host.tell('dialog:error', title, content);
  },
};
