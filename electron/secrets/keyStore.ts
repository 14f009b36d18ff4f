/**
 * The API keys, one for each account: encrypted by the system in `secrets.json`, outside the database so
 * that neither a backup nor an export ever carries them.
 *
 * Where the system cannot keep a secret (Linux's `basic_text` store encrypts with a password that is in
 * Chromium's source), nothing is written: the key is asked for at each start and kept in memory.
 *
 * A key leaves this module through `key()` alone, which only the API client's maker calls. Everything
 * else sees its state and last four characters.
 */
import { copyFileSync } from 'node:fs';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/errors.ts';
import { checkApiKey } from '../api/settings.ts';
import { readJsonFile, writeJsonFile } from '../jsonFile.ts';

/** The system's own encryption. Anything may throw: the store then does without. */
export interface SecretBackend {
  /** Whether what it encrypts is safe on the disk. */
  canKeep(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  /** `isOutdated`: the system has a newer key, so the text is to be encrypted again. */
  decrypt(bytes: Buffer): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

/** Whose key it is: an organisation at a base URL. */
export interface KeyOwner {
  readonly org: number;
  readonly baseUrl: string;
}

/** All that anyone but the API client learns of a key. */
export interface KeyState {
  /**
   * `must_ask`: this system keeps no secrets safely, so the key is asked for at each start.
   * `unreadable`: there is one, but the system does not decrypt it, or its file is damaged.
   */
  readonly state: 'set' | 'not_set' | 'must_ask' | 'unreadable';
  /** `null` where there is no key, or it is so short that four characters are much of it. */
  readonly last4: string | null;
}

/** Keeps keys. */
export interface KeyStore {
  state(owner: KeyOwner): Promise<KeyState>;
  /**
   * Takes a key as it was typed or pasted, also with `Token ` before it.
   *
   * Errors: `api_key_missing`, `api_key_unusable`, `file_not_writable` (it is then known until the end of
   * this session).
   */
  set(owner: KeyOwner, typed: string): Promise<Result<KeyState>>;
  /** Forgets a key, on the disk too. Errors: `file_not_writable`. */
  forget(owner: KeyOwner): Promise<Result<null>>;
  /** The key itself. Errors: `api_key_missing`. */
  key(owner: KeyOwner): Promise<Result<string>>;
}

/** What a store needs. */
export interface KeyStoreDeps {
  /** The path of `secrets.json`. */
  readonly file: string;
  readonly backend: SecretBackend;
  readonly nowMs: () => number;
  /** Told that something did not work, without any secret. */
  readonly reportTrouble: (what: 'cannot_encrypt' | 'cannot_decrypt' | 'file_damaged') => void;
}

const LAST = 4;
/** Of a shorter key, four characters would be too much of it. */
const SHORTEST_SHOWN = 12;

const secretsSchema = z.looseObject({
  version: z.literal(1),
  keys: z.record(z.string(), z.string()),
});

type Secrets = z.output<typeof secretsSchema>;

/** The account's name in the file. */
const entryOf = ({ org, baseUrl }: KeyOwner): string => `${org} ${baseUrl}`;

const isSet = (key: string): KeyState => ({
  state: 'set',
  last4: key.length < SHORTEST_SHOWN ? null : key.slice(-LAST),
});

const UNREADABLE: KeyState = { state: 'unreadable', last4: null };

/** A store that keeps keys in memory only, as for practice. */
export function memoryKeyStore(): KeyStore {
  const keys = new Map<string, string>();
  const stateOf = (owner: KeyOwner): KeyState => {
    const key = keys.get(entryOf(owner));
    return key === undefined ? { state: 'not_set', last4: null } : isSet(key);
  };
  return {
    state: async (owner) => stateOf(owner),
    set: async (owner, typed) => {
      const key = checkApiKey(typed);
      if (!key.ok) return key;
      keys.set(entryOf(owner), key.value);
      return ok(stateOf(owner));
    },
    forget: async (owner) => {
      keys.delete(entryOf(owner));
      return ok(null);
    },
    key: async (owner) => {
      const key = keys.get(entryOf(owner));
      return key === undefined ? err({ kind: 'api_key_missing' }) : ok(key);
    },
  };
}

/** Opens the keys of a data folder. Touches nothing before the first question. */
export function openKeyStore(deps: KeyStoreDeps): KeyStore {
  const store = new FileKeyStore(deps);
  // One thing at a time: two changes of the same file must not undo one another.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    state: (owner) => inTurn(() => store.state(owner)),
    set: (owner, typed) => inTurn(() => store.set(owner, typed)),
    forget: (owner) => inTurn(() => store.forget(owner)),
    key: (owner) => inTurn(() => store.key(owner)),
  };
}

/** What came of decrypting an entry. */
type Found =
  | { readonly kind: 'none' | 'unreadable' }
  | { readonly kind: 'key'; readonly key: string };

class FileKeyStore implements KeyStore {
  readonly #deps: KeyStoreDeps;
  readonly #known = new Map<string, string>();
  /** Entries that did not decrypt: a keyring that is locked would ask again and again. */
  readonly #unreadable = new Set<string>();
  #canKeep: boolean | null = null;
  /** Whether the file was damaged when it was first read: what was in it is not known. */
  #wasDamaged = false;

  constructor(deps: KeyStoreDeps) {
    this.#deps = deps;
  }

  async state(owner: KeyOwner): Promise<KeyState> {
    const found = await this.#find(owner);
    if (found.kind === 'key') return isSet(found.key);
    if (!(await this.#keeps())) return { state: 'must_ask', last4: null };
    return found.kind === 'unreadable' ? UNREADABLE : { state: 'not_set', last4: null };
  }

  async set(owner: KeyOwner, typed: string): Promise<Result<KeyState>> {
    const key = checkApiKey(typed);
    if (!key.ok) return key;
    const before = await this.#find(owner);
    this.#known.set(entryOf(owner), key.value);
    const kept = await this.#keep(owner, key.value, before.kind === 'unreadable');
    return kept.ok ? ok(isSet(key.value)) : kept;
  }

  async forget(owner: KeyOwner): Promise<Result<null>> {
    this.#known.delete(entryOf(owner));
    const secrets = this.#read();
    if (!Object.hasOwn(secrets.keys, entryOf(owner))) return ok(null);
    const keys = Object.entries(secrets.keys).filter(([entry]) => entry !== entryOf(owner));
    return writeJsonFile(this.#deps.file, { ...secrets, keys: Object.fromEntries(keys) });
  }

  async key(owner: KeyOwner): Promise<Result<string>> {
    const found = await this.#find(owner);
    return found.kind === 'key' ? ok(found.key) : err({ kind: 'api_key_missing' });
  }

  async #keeps(): Promise<boolean> {
    this.#canKeep ??= await this.#deps.backend.canKeep().catch(() => false);
    return this.#canKeep;
  }

  async #find(owner: KeyOwner): Promise<Found> {
    const known = this.#known.get(entryOf(owner));
    if (known !== undefined) return { kind: 'key', key: known };
    const { keys } = this.#read();
    const encrypted = Object.hasOwn(keys, entryOf(owner)) ? keys[entryOf(owner)] : undefined;
    if (encrypted === undefined) return { kind: this.#wasDamaged ? 'unreadable' : 'none' };
    if (this.#unreadable.has(encrypted) || !(await this.#keeps())) return { kind: 'unreadable' };
    const found = await this.#decrypt(owner, encrypted);
    if (found.kind === 'unreadable') this.#unreadable.add(encrypted);
    return found;
  }

  async #decrypt(owner: KeyOwner, encrypted: string): Promise<Found> {
    const { backend, reportTrouble } = this.#deps;
    try {
      const { text, isOutdated } = await backend.decrypt(Buffer.from(encrypted, 'base64'));
      const key = checkApiKey(text);
      if (!key.ok) return { kind: 'unreadable' };
      this.#known.set(entryOf(owner), key.value);
      if (isOutdated) await this.#keep(owner, key.value, false);
      return { kind: 'key', key: key.value };
    } catch {
      reportTrouble('cannot_decrypt');
      return { kind: 'unreadable' };
    }
  }

  /** Writes a key, encrypted; where the system cannot keep it, nothing is written. */
  async #keep(owner: KeyOwner, key: string, isOverUnreadable: boolean): Promise<Result<null>> {
    if (!(await this.#keeps())) return ok(null);
    const { backend, file, reportTrouble } = this.#deps;
    let encrypted: Buffer;
    try {
      encrypted = await backend.encrypt(key);
    } catch {
      // Known until the end of the session, and asked for at the next start.
      reportTrouble('cannot_encrypt');
      this.#canKeep = false;
      return ok(null);
    }
    const secrets = this.#read();
    // What does not decrypt today may tomorrow (a locked keyring): not overwritten without a copy.
    if (isOverUnreadable) this.#copyAside();
    const keys = { ...secrets.keys, [entryOf(owner)]: encrypted.toString('base64') };
    const written = writeJsonFile(file, { ...secrets, keys });
    if (written.ok) this.#wasDamaged = false;
    return written;
  }

  #read(): Secrets {
    const { file, nowMs, reportTrouble } = this.#deps;
    const found = readJsonFile(file, nowMs());
    const parsed = secretsSchema.safeParse(found.kind === 'read' ? found.json : null);
    if (parsed.success) return parsed.data;
    if (found.kind !== 'missing' && !this.#wasDamaged) {
      this.#wasDamaged = true;
      reportTrouble('file_damaged');
      if (found.kind === 'read') this.#copyAside();
    }
    return { version: 1, keys: {} };
  }

  #copyAside(): void {
    const { file, nowMs } = this.#deps;
    try {
      copyFileSync(file, `${file}.damaged-${nowMs()}`);
    } catch {
      // Nothing is there to copy, or the disk is full: the new key counts.
    }
  }
}
