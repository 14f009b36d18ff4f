/** The application's dialogs, shown inside the page of the visible window. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { Page } from 'playwright-core';
import type { Link } from './link.ts';
import { freePath } from './freePath.ts';

interface Asked {
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly cancelId: number;
  /** A text to be changed, such as a file's name. */
  readonly field?: string;
}

/** Where the files of the dialogs go. */
export interface DialogFolders {
  /** Copies of files that were chosen. */
  readonly fileFolder: string;
  readonly downloads: string;
}

/** Answers the dialogs of the process at the other end in this page. */
export function answerVisibly(
  link: Link,
  page: Page,
  { fileFolder, downloads }: DialogFolders,
): void {
  let count = 0;
  link.handle('dialog:open', async (options: OpenDialogOptions) => {
    const files = await pickFiles(page, options);
    const filePaths = files.map(({ name, content }) => {
      count += 1;
      const folder = join(fileFolder, `opened-${process.pid}-${count}`);
      mkdirSync(folder, { recursive: true });
      const path = join(folder, basename(name));
      writeFileSync(path, Buffer.from(content, 'base64'));
      return path;
    });
    return { canceled: filePaths.length === 0, filePaths };
  });
  link.handle('dialog:save', async (options: SaveDialogOptions) => {
    const answer = await ask(page, {
      title: options.title ?? 'Save',
      text: downloads,
      buttons: ['Cancel', options.buttonLabel ?? 'Save'],
      cancelId: 0,
      field: basename(options.defaultPath ?? 'postbag'),
    });
    if (answer.index === 0 || answer.field === '') return { canceled: true, filePath: '' };
    mkdirSync(downloads, { recursive: true });
    return { canceled: false, filePath: freePath(downloads, basename(answer.field)) };
  });
  link.handle('dialog:message', async (options: MessageBoxOptions) => {
    const { buttons = ['OK'], cancelId = 0 } = options;
    // The window is gone: its user wants to leave, and nobody is there to be asked.
    if (page.isClosed()) return { response: otherThan(cancelId, buttons), checkboxChecked: false };
    const text = [options.message, options.detail ?? ''].join('\n\n').trim();
    const { index } = await ask(page, {
      title: options.title ?? 'Postbag',
      text,
      buttons,
      cancelId,
    });
    return { response: index, checkboxChecked: false };
  });
  link.handle('dialog:error', (title: string, content: string) => {
    console.error(`${title}: ${content}`);
  });
  link.handle('clipboard:write', (text: string) => page.evaluate(copyInPage, text));
}

function otherThan(cancelId: number, buttons: readonly string[]): number {
  const index = buttons.findIndex((_label, at) => at !== cancelId);
  return index === -1 ? cancelId : index;
}

/** The browser's own file picker. */
async function pickFiles(
  page: Page,
  options: OpenDialogOptions,
): Promise<readonly { readonly name: string; readonly content: string }[]> {
  const endings = (options.filters ?? []).flatMap((filter) => filter.extensions);
  const accept = endings.includes('*') ? '' : endings.map((ending) => `.${ending}`).join(',');
  const isMany = options.properties?.includes('multiSelections') === true;
  return page.evaluate(pickInPage, { accept, isMany });
}

// Runs in the page.
function pickInPage(wish: {
  readonly accept: string;
  readonly isMany: boolean;
}): Promise<{ name: string; content: string }[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = wish.accept;
  input.multiple = wish.isMany;
  const read = (file: File): Promise<{ name: string; content: string }> =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.addEventListener('error', () => reject(new Error('the file cannot be read')));
      reader.addEventListener('load', () => {
        const address = typeof reader.result === 'string' ? reader.result : '';
        resolve({ name: file.name, content: address.slice(address.indexOf(',') + 1) });
      });
      reader.readAsDataURL(file);
    });
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () =>
      resolve(Promise.all([...(input.files ?? [])].map(read))),
    );
    input.click();
  });
}

async function ask(page: Page, asked: Asked): Promise<{ index: number; field: string }> {
  return page.evaluate(askInPage, asked);
}

// Runs in the page. Styles are set one by one, which its policy allows.
function askInPage(asked: Asked): Promise<{ index: number; field: string }> {
  const dialog = document.createElement('dialog');
  const title = document.createElement('h2');
  title.textContent = asked.title;
  const text = document.createElement('p');
  text.textContent = asked.text;
  text.style.whiteSpace = 'pre-line';
  dialog.append(title, text);
  const field = document.createElement('input');
  field.value = asked.field ?? '';
  field.setAttribute('aria-label', asked.title);
  field.style.inlineSize = '100%';
  if (asked.field !== undefined) dialog.append(field);
  const row = document.createElement('p');
  dialog.append(row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const answer = (index: number): void => {
      dialog.remove();
      resolve({ index, field: field.value.trim() });
    };
    for (const [index, label] of asked.buttons.entries()) {
      const button = document.createElement('button');
      button.textContent = label;
      button.style.marginInlineEnd = '8px';
      button.addEventListener('click', () => answer(index));
      row.append(button);
    }
    dialog.addEventListener('cancel', () => answer(asked.cancelId));
    dialog.showModal();
  });
}

// Runs in the page: the application copies for its user without asking for the permission.
function copyInPage(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
