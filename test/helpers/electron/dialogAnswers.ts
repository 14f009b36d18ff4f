/** Answers to the application's dialogs, given in advance by a test. */
import type { MessageBoxOptions } from 'electron';
import type { Link } from './link.ts';
import type { Dialogs, ShownDialog } from './testApp.ts';

/** Answers the dialogs of the process at the other end. */
export function createDialogs(link: Link): Dialogs {
  const shown: ShownDialog[] = [];
  const open: (readonly string[])[] = [];
  const save: (string | null)[] = [];
  const message: (string | number)[] = [];
  link.handle('dialog:open', (options: Readonly<Record<string, unknown>>) => {
    shown.push({ kind: 'open', options });
    const filePaths = open.shift() ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  });
  link.handle('dialog:save', (options: Readonly<Record<string, unknown>>) => {
    shown.push({ kind: 'save', options });
    const filePath = save.shift() ?? null;
    return { canceled: filePath === null, filePath: filePath ?? '' };
  });
  link.handle('dialog:message', (options: MessageBoxOptions) => {
    shown.push({ kind: 'message', options: { ...options } });
    return { response: buttonIndex(options, message.shift()), checkboxChecked: false };
  });
  link.handle('dialog:error', (title: string, content: string) => {
    shown.push({ kind: 'error', options: { title, content } });
  });
  return {
    shown: () => Promise.resolve(shown),
    answerOpen: (...paths) => {
      open.push(paths);
      return Promise.resolve();
    },
    answerSave: (path) => {
      save.push(path);
      return Promise.resolve();
    },
    answerMessage: (button) => {
      message.push(button);
      return Promise.resolve();
    },
  };
}

/**
 * The index of a button; without an answer the one that Escape stands for.
 *
 * @throws if there is no button of that label.
 */
export function buttonIndex(
  options: Pick<MessageBoxOptions, 'buttons' | 'cancelId'>,
  wanted: string | number | undefined,
): number {
  const buttons = options.buttons ?? ['OK'];
  if (wanted === undefined) {
    // Electron's rule: a button called Cancel or No, else the first.
    const named = buttons.findIndex((label) => /^(?:cancel|no)$/iu.test(label));
    return options.cancelId ?? Math.max(0, named);
  }
  const index = typeof wanted === 'number' ? wanted : buttons.indexOf(wanted);
  if (buttons[index] === undefined) throw new Error(`no button ${wanted} in ${buttons.join(', ')}`);
  return index;
}
