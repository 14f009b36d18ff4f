/** Every migration, oldest first. Append only: a released migration never changes. */
import { migration0001 } from './0001-outbox.ts';
import { migration0002 } from './0002-window.ts';
import { migration0003 } from './0003-arrived-senders.ts';

/** One step of the schema. */
export interface Migration {
  /** The `user_version` after it; the first is 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The schema's history. */
export const MIGRATIONS: readonly Migration[] = [migration0001, migration0002, migration0003];
