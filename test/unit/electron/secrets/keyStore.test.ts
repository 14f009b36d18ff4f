import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  memoryKeyStore,
  openKeyStore,
  type KeyStore,
  type SecretBackend,
} from '../../../../electron/secrets/keyStore.ts';
import { dataFolder, TEST_NOW_MS, unwrap, unwrapError } from '../../../helpers/dataFolder.ts';

const OWNER = { org: 1234, baseUrl: 'https://api.engagespark.com' };
const OTHER = { org: 1234, baseUrl: 'https://other.example' };
const KEY = 'c0ffee-SECRET-0123456789-wxyz';

/** Encrypts by turning every byte over, under a number that stands for the system's key. */
class FakeBackend implements SecretBackend {
  isSafe = true;
  systemKey = 1;
  /** Older keys that still decrypt. */
  readonly older = new Set<number>();
  failsToEncrypt = false;
  encryptions = 0;

  async canKeep(): Promise<boolean> {
    return this.isSafe;
  }

  async encrypt(text: string): Promise<Buffer> {
    this.encryptions += 1;
    if (this.failsToEncrypt) throw new Error(`cannot encrypt ${text}`);
    return Buffer.from([this.systemKey, ...Buffer.from(text).map((byte) => byte ^ 0xff)]);
  }

  async decrypt(bytes: Buffer): Promise<{ text: string; isOutdated: boolean }> {
    const [key = 0, ...rest] = bytes;
    if (key !== this.systemKey && !this.older.has(key)) throw new Error('wrong key');
    const text = Buffer.from(rest.map((byte) => byte ^ 0xff)).toString('utf8');
    return { text, isOutdated: key !== this.systemKey };
  }
}

let dir = '';
let backend = new FakeBackend();
let trouble: string[] = [];

function open(): KeyStore {
  return openKeyStore({
    file: join(dir, 'secrets.json'),
    backend,
    nowMs: () => TEST_NOW_MS,
    reportTrouble: (what) => void trouble.push(what),
  });
}

/** Every byte of every file in the folder. */
function everything(): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

beforeEach(() => {
  dir = dataFolder();
  backend = new FakeBackend();
  trouble = [];
});

describe('a system that keeps secrets', () => {
  test('a key is kept over a restart, and nothing but its last four characters is told', async () => {
    expect(await open().state(OWNER)).toEqual({ state: 'not_set', last4: null });
    expect(unwrap(await open().set(OWNER, `  Token ${KEY}\n`))).toEqual({
      state: 'set',
      last4: 'wxyz',
    });
    const later = open();
    expect(await later.state(OWNER)).toEqual({ state: 'set', last4: 'wxyz' });
    expect(unwrap(await later.key(OWNER))).toBe(KEY);
    expect(trouble).toEqual([]);
  });

  test('no file of the data folder holds it in clear, in any common form', async () => {
    unwrap(await open().set(OWNER, KEY));
    const found = everything();
    expect(found).toContain('"keys"');
    const forms = [KEY, Buffer.from(KEY).toString('base64').slice(0, -2), KEY.slice(-4)];
    for (const form of [...forms, Buffer.from(KEY).toString('hex')]) {
      expect(found).not.toContain(form);
    }
  });

  test.runIf(process.platform !== 'win32')('nobody else may read the file', async () => {
    unwrap(await open().set(OWNER, KEY));
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('each account has its own', async () => {
    const store = open();
    unwrap(await store.set(OWNER, KEY));
    expect(await store.state(OTHER)).toEqual({ state: 'not_set', last4: null });
    unwrap(await store.set(OTHER, 'another-key-of-length-9999'));
    unwrap(await store.forget(OWNER));
    expect(unwrapError(await store.key(OWNER))).toEqual({ kind: 'api_key_missing' });
    expect(unwrap(await open().key(OTHER))).toBe('another-key-of-length-9999');
    expect((await open().state(OWNER)).state).toBe('not_set');
  });

  test('several at once do not undo one another', async () => {
    const store = open();
    const owners = Array.from({ length: 8 }, (_, i) => ({ ...OWNER, org: i + 1 }));
    await Promise.all(owners.map((owner) => store.set(owner, `${KEY}${owner.org}`)));
    const later = open();
    for (const owner of owners) {
      expect(unwrap(await later.key(owner))).toBe(`${KEY}${owner.org}`);
    }
  });

  test.each(['clé-à-moi', 'two words', 'tab\there', 'zero\u200bwidth', 'مفتاح'])(
    'a key that fits into no header is refused: %j',
    async (typed) => {
      const error = unwrapError(await open().set(OWNER, typed));
      expect(error).toEqual({ kind: 'api_key_unusable', problem: 'bad_character' });
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  test.each(['', '   ', 'Token '])('nothing is no key: %j', async (typed) => {
    expect(unwrapError(await open().set(OWNER, typed))).toEqual({ kind: 'api_key_missing' });
  });

  test('of a short key nothing is told', async () => {
    expect(unwrap(await open().set(OWNER, 'short-key'))).toEqual({ state: 'set', last4: null });
  });

  test('after the system changed its own key, the key is encrypted anew', async () => {
    unwrap(await open().set(OWNER, KEY));
    const before = everything();
    backend.systemKey = 2;
    backend.older.add(1);
    expect(unwrap(await open().key(OWNER))).toBe(KEY);
    expect(everything()).not.toBe(before);
    // The old one may go away now.
    backend.older.clear();
    expect(unwrap(await open().key(OWNER))).toBe(KEY);
  });
});

describe('a system that keeps none', () => {
  beforeEach(() => {
    backend.isSafe = false;
  });

  test('the key is never written, and asked for at each start', async () => {
    const store = open();
    expect(await store.state(OWNER)).toEqual({ state: 'must_ask', last4: null });
    expect(unwrap(await store.set(OWNER, KEY))).toEqual({ state: 'set', last4: 'wxyz' });
    expect(unwrap(await store.key(OWNER))).toBe(KEY);
    expect(readdirSync(dir)).toEqual([]);
    expect(backend.encryptions).toBe(0);
    expect(await open().state(OWNER)).toEqual({ state: 'must_ask', last4: null });
  });

  test('a key that another session kept safely is left alone', async () => {
    backend.isSafe = true;
    unwrap(await open().set(OWNER, KEY));
    const before = everything();
    backend.isSafe = false;
    expect((await open().state(OWNER)).state).toBe('must_ask');
    unwrap(await open().set(OWNER, 'typed-for-this-session-only'));
    expect(everything()).toBe(before);
  });

  test('a system that cannot even say counts as one that keeps none', async () => {
    backend.canKeep = () => Promise.reject(new Error('no service'));
    expect((await open().state(OWNER)).state).toBe('must_ask');
  });

  test('a system that fails to encrypt after all: known until the end of the session', async () => {
    backend.isSafe = true;
    backend.failsToEncrypt = true;
    const store = open();
    expect(unwrap(await store.set(OWNER, KEY)).state).toBe('set');
    expect(unwrap(await store.key(OWNER))).toBe(KEY);
    expect(trouble).toEqual(['cannot_encrypt']);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('a file that is no good', () => {
  test('of another login: unreadable, then replaced, and the old one kept', async () => {
    unwrap(await open().set(OWNER, KEY));
    const old = readFileSync(join(dir, 'secrets.json'), 'utf8');
    backend.systemKey = 9;
    const store = open();
    expect(await store.state(OWNER)).toEqual({ state: 'unreadable', last4: null });
    expect(unwrapError(await store.key(OWNER))).toEqual({ kind: 'api_key_missing' });
    // Tried once: a locked keyring would ask the operator each time.
    expect(trouble).toEqual(['cannot_decrypt']);
    unwrap(await store.set(OWNER, 'a-new-key-for-this-laptop'));
    expect(unwrap(await open().key(OWNER))).toBe('a-new-key-for-this-laptop');
    const aside = readdirSync(dir).filter((name) => name.includes('damaged'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(dir, aside[0] ?? ''), 'utf8')).toBe(old);
  });

  test.each([
    ['empty', ''],
    ['cut short', '{"version":1,"keys":{"1234 https'],
    ['not JSON', '\u0000\u0001binary'],
    ['another shape', '[1,2,3]'],
    ['of a future version', '{"version":2,"keys":{}}'],
    ['keys that are no text', '{"version":1,"keys":{"1234 https://api.engagespark.com":7}}'],
  ])('%s: a clear state, a copy kept aside, and a new key works', async (_name, text) => {
    writeFileSync(join(dir, 'secrets.json'), text);
    const store = open();
    expect((await store.state(OWNER)).state).toBe('unreadable');
    expect(trouble).toEqual(['file_damaged']);
    const aside = readdirSync(dir).filter((name) => name.includes('damaged'));
    expect(aside.map((name) => readFileSync(join(dir, name), 'utf8'))).toEqual([text]);
    unwrap(await store.set(OWNER, KEY));
    expect((await open().state(OWNER)).state).toBe('set');
  });

  test('an entry that decrypts to something else than a key', async () => {
    const encrypted = (await backend.encrypt('two words')).toString('base64');
    const keys = { [`${OWNER.org} ${OWNER.baseUrl}`]: encrypted };
    writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ version: 1, keys }));
    expect((await open().state(OWNER)).state).toBe('unreadable');
  });

  test('a file that cannot be written: the failure is told, the key works until the end', async () => {
    const store = openKeyStore({
      file: join(dir, 'missing', 'secrets.json'),
      backend,
      nowMs: () => TEST_NOW_MS,
      reportTrouble: () => undefined,
    });
    expect(unwrapError(await store.set(OWNER, KEY)).kind).toBe('file_not_writable');
    expect(unwrap(await store.key(OWNER))).toBe(KEY);
  });
});

test('keys in memory only: for practice', async () => {
  const store = memoryKeyStore();
  expect((await store.state(OWNER)).state).toBe('not_set');
  expect(unwrap(await store.set(OWNER, KEY))).toEqual({ state: 'set', last4: 'wxyz' });
  expect(unwrap(await store.key(OWNER))).toBe(KEY);
  expect(unwrapError(await store.set(OWNER, 'bad key')).kind).toBe('api_key_unusable');
  unwrap(await store.forget(OWNER));
  expect(unwrapError(await store.key(OWNER)).kind).toBe('api_key_missing');
});
