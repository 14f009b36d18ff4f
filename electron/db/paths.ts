/** Where everything of one data folder lies. */
import { join, resolve } from 'node:path';

/** The files and folders of one data folder, as absolute paths. */
export interface DataPaths {
  readonly dir: string;
  /** The SQLite database: outbox and history. */
  readonly database: string;
  /** The send ledger: append-only, ahead of the database, never holds numbers or texts. */
  readonly ledger: string;
  /** Held locked by the one process that may write. */
  readonly ownerLock: string;
  /** Requests of other processes: pause, cancel. */
  readonly control: string;
  readonly backups: string;
  readonly logs: string;
  /** Copies of the lists that are being prepared. */
  readonly drafts: string;
  /** Encrypted keys; outside the database so that a backup never carries them. */
  readonly secrets: string;
}

/** The paths of a data folder. Touches nothing. */
export function dataPaths(dir: string): DataPaths {
  const root = resolve(dir);
  return {
    dir: root,
    database: join(root, 'postbag.db'),
    ledger: join(root, 'ledger'),
    ownerLock: join(root, 'owner.lock.db'),
    control: join(root, 'control'),
    backups: join(root, 'backups'),
    logs: join(root, 'logs'),
    drafts: join(root, 'drafts'),
    secrets: join(root, 'secrets.json'),
  };
}
