/**
 * What the window remembers between starts: `settings.json` beside the database.
 *
 * Nothing of the work is in it (that is the database's), so that losing it costs a few clicks: a file
 * that cannot be read is put aside, and the window says so. A field that this version does not know is
 * kept: an older version may run for a day beside a newer one's settings.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { LANGUAGES } from '../shared/ipc/contract/app.ts';
import { ok, type FileError, type Result } from '../shared/errors.ts';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';

const pixel = z.int().min(-100_000).max(100_000);

const windowState = z.object({
  x: pixel,
  y: pixel,
  width: pixel.positive(),
  height: pixel.positive(),
  maximised: z.boolean(),
});

/** Each field falls back by itself: one bad value must not lose the others. */
const schema = z.looseObject({
  /** `null`: as the system's. */
  language: z.enum(LANGUAGES).nullable().catch(null),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Where the window was; `null` before it was ever closed. */
  window: windowState.nullable().catch(null),
  /** Whether the window is on the practice data. */
  practiceMode: z.boolean().catch(false),
  /** Whether the assistant of the first start was finished or skipped. */
  firstStartDone: z.boolean().catch(false),
  /** The name of who worked last; `null` for nobody. */
  person: z.string().nullable().catch(null),
});

/** The settings of the window. */
export type AppSettings = Readonly<z.output<typeof schema>>;

/** What may be changed: the known fields. */
export type AppSettingsChange = Partial<
  Pick<AppSettings, 'language' | 'theme' | 'window' | 'practiceMode' | 'firstStartDone' | 'person'>
>;

/** Where the window was: in device-independent pixels of the whole desktop. */
export type WindowState = z.output<typeof windowState>;

/** Reads and changes the settings of one data folder. */
export interface AppSettingsStore {
  /** What is set now. */
  get(): AppSettings;
  /** Changes some fields, at once also on the disk. A refusal of the disk loses them at the next start. */
  set(change: AppSettingsChange): Result<AppSettings, FileError>;
  /** The name of the damaged file that was put aside at this start; `null` where all was well. */
  readonly damagedFile: string | null;
}

/** The name of the file. */
export const SETTINGS_FILE = 'settings.json';

/**
 * Opens the settings of a data folder (the live one, in practice mode too). Never fails: what cannot be
 * read counts as not set.
 *
 * @param nowMs UTC milliseconds, names a damaged file that is put aside.
 */
export function openAppSettings(dir: string, nowMs: number): AppSettingsStore {
  const path = join(dir, SETTINGS_FILE);
  const file = readJsonFile(path, nowMs);
  const found = schema.safeParse(file.kind === 'read' ? file.json : {});
  let current: AppSettings = found.success ? found.data : schema.parse({});
  return {
    damagedFile: file.kind === 'damaged' ? (file.keptAs ?? path) : null,
    get: () => current,
    set: (change) => {
      current = schema.parse({ ...current, ...change });
      const written = writeJsonFile(path, current);
      return written.ok ? ok(current) : written;
    },
  };
}
