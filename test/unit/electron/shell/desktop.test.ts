import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { createDesktop } from '../../../../electron/shell/desktop.ts';
import { createDroppedFiles } from '../../../../electron/shell/droppedFiles.ts';
import { LINK_ADDRESSES } from '../../../../electron/shell/links.ts';
import { menuTexts } from '../../../../electron/shell/menuTexts.ts';
import { createWakefulness } from '../../../../electron/shell/power.ts';
import { LINKS } from '../../../../shared/ipc/contract/app.ts';
import { dataFolder, unwrap } from '../../../helpers/dataFolder.ts';

/** The doors, over dialogs that answer what a test wants. */
function desktop(answers: { open?: string[]; save?: string } = {}) {
  const asked: (OpenDialogOptions | SaveDialogOptions)[] = [];
  const opened: string[] = [];
  const dropped = createDroppedFiles();
  const doors = createDesktop({
    askOpen: async (options) => {
      asked.push(options);
      return { canceled: answers.open === undefined, filePaths: answers.open ?? [] };
    },
    askSave: async (options) => {
      asked.push(options);
      return { canceled: answers.save === undefined, filePath: answers.save ?? '' };
    },
    openExternal: async (url) => void opened.push(url),
    openPath: async (path) => {
      opened.push(path);
      return '';
    },
    showItem: (path) => void opened.push(path),
    texts: () => menuTexts('fr'),
    documents: () => '/home/op/Documents',
    dropped,
    keepAwake: () => undefined,
    guide: '/guide.html',
    dataFile: () => '/data/postbag.db',
  });
  return { doors, asked, opened, dropped };
}

describe('choosing files', () => {
  test('a list', async () => {
    const { doors, asked } = desktop({ open: ['/lists/a.csv'] });
    expect(await doors.chooseFile('list')).toBe('/lists/a.csv');
    expect(asked[0]).toMatchObject({ title: 'Ouvrir une liste', properties: ['openFile'] });
  });

  test('nothing was chosen', async () => {
    const { doors } = desktop();
    expect(await doors.chooseFile('numbers')).toBeNull();
    expect(await doors.chooseSaveFile('x', 'csv')).toBeNull();
  });

  test('where to save: the name that is suggested stays in the folder of documents', async () => {
    const { doors, asked } = desktop({ save: '/elsewhere/a.xlsx' });
    expect(await doors.chooseSaveFile('../../Clinic: 1/2', 'xlsx')).toBe('/elsewhere/a.xlsx');
    const path = asked[0]?.defaultPath ?? '';
    expect(path).toBe(join('/home/op/Documents', '-..-Clinic- 1-2.xlsx'));
  });

  test('a dropped file by its token', async () => {
    const { doors, dropped } = desktop();
    const path = join(dataFolder(), 'a.csv');
    writeFileSync(path, 'phone');
    const { token } = unwrap(await dropped.announce(path));
    expect(unwrap(doors.takeDropped(token))).toBe(path);
  });
});

describe('opening pages', () => {
  test.each(LINKS)('%s is one of the vendor’s, by https', async (link) => {
    const { doors, opened } = desktop();
    await doors.openLink(link);
    expect(opened).toEqual([LINK_ADDRESSES[link]]);
    const { protocol, hostname } = new URL(LINK_ADDRESSES[link]);
    expect(protocol).toBe('https:');
    expect(hostname).toMatch(/^(?:app|www)\.engagespark\.com$/);
  });

  test('the guide and the data folder', async () => {
    const { doors, opened } = desktop();
    await doors.openGuide();
    await doors.showDataFolder();
    expect(opened).toEqual(['/guide.html', '/data/postbag.db']);
  });
});

test('the computer is kept awake once, and let go once', () => {
  const happened: string[] = [];
  const keepAwake = createWakefulness({
    start: (kind) => {
      happened.push(`start ${kind}`);
      return 7;
    },
    stop: (id) => {
      happened.push(`stop ${id}`);
      return true;
    },
  });
  for (const isNeeded of [false, true, true, false, false, true]) keepAwake(isNeeded);
  expect(happened).toEqual([
    'start prevent-app-suspension',
    'stop 7',
    'start prevent-app-suspension',
  ]);
});
