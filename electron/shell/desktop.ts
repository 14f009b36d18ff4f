/** The doors to the desktop: dialogs, the browser, the file manager. Paths stay on this side. */
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { join } from 'node:path';
import type { Desktop } from '../ipc/context.ts';
import type { DroppedFiles } from './droppedFiles.ts';
import { suggestedFileName } from './fileNames.ts';
import { openLink } from './links.ts';
import type { MenuTexts } from './menuTexts.ts';

/** What the doors open onto, bound to the window. */
export interface DesktopParts {
  readonly askOpen: (
    options: OpenDialogOptions,
  ) => Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;
  readonly askSave: (
    options: SaveDialogOptions,
  ) => Promise<{ readonly canceled: boolean; readonly filePath: string }>;
  readonly openExternal: (url: string) => Promise<void>;
  /** Answers why it did not open; empty where it did. */
  readonly openPath: (path: string) => Promise<string>;
  readonly showItem: (path: string) => void;
  readonly texts: () => MenuTexts;
  /** Where a file is saved unless the operator says otherwise. */
  readonly documents: () => string;
  readonly dropped: DroppedFiles;
  readonly keepAwake: (isNeeded: boolean) => void;
  /** The guide for operators, an HTML file. */
  readonly guide: string;
  /** What is shown as the data folder: a file in it. */
  readonly dataFile: () => string;
}

const LIST_ENDINGS = ['csv', 'tsv', 'txt', 'xlsx', 'xls'] as const;

function openOptions(purpose: 'list' | 'numbers', texts: MenuTexts): OpenDialogOptions {
  return {
    title: purpose === 'list' ? texts.openList : texts.openNumbers,
    properties: ['openFile'],
    filters: [
      { name: texts.lists, extensions: [...LIST_ENDINGS] },
      { name: texts.allFiles, extensions: ['*'] },
    ],
  };
}

/** Makes the doors. */
export function createDesktop(parts: DesktopParts): Desktop {
  return {
    chooseFile: async (purpose) => {
      const { canceled, filePaths } = await parts.askOpen(openOptions(purpose, parts.texts()));
      return canceled ? null : (filePaths[0] ?? null);
    },
    chooseSaveFile: async (suggestedName, extension) => {
      const { canceled, filePath } = await parts.askSave({
        title: parts.texts().saveFile,
        defaultPath: join(parts.documents(), suggestedFileName(suggestedName, extension)),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    takeDropped: (token) => parts.dropped.take(token),
    openLink: (link) => openLink(link, parts.openExternal),
    openGuide: async () => {
      await parts.openPath(parts.guide);
    },
    showDataFolder: async () => parts.showItem(parts.dataFile()),
    keepAwake: parts.keepAwake,
  };
}
