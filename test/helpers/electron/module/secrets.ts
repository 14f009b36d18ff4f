/**
 * `safeStorage`: real encryption under a key in a file of the user folder.
 *
 * It protects nothing (the key lies beside the data), but what is stored is not the text, a changed
 * byte is noticed, and the texts of another folder cannot be read: as with the system's own store.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { settings } from './host.ts';

const MARK = Buffer.from('v10');
const IV_BYTES = 12;
const TAG_BYTES = 16;

function storeKey(): Buffer {
  const path = join(app.getPath('userData'), 'stand-in.key');
  try {
    return readFileSync(path);
  } catch {
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(path, randomBytes(32), { mode: 0o600 });
    return readFileSync(path);
  }
}

function assertAvailable(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  if (settings.secretStore === 'unavailable') throw new Error('Encryption is not available.');
}

/** The system's store of secrets. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => {
    await app.whenReady();
    return settings.secretStore !== 'unavailable';
  },
  getSelectedStorageBackend: (): string =>
    settings.secretStore === 'unavailable' ? 'unknown' : settings.secretStore,
  async encryptStringAsync(text: string): Promise<Buffer> {
    await app.whenReady();
    assertAvailable();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', storeKey(), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([MARK, iv, cipher.getAuthTag(), body]);
  },
  async decryptStringAsync(
    encrypted: Buffer,
  ): Promise<{ shouldReEncrypt: boolean; result: string }> {
    await app.whenReady();
    assertAvailable();
    const rest = encrypted.subarray(MARK.length);
    const decipher = createDecipheriv('aes-256-gcm', storeKey(), rest.subarray(0, IV_BYTES));
    decipher.setAuthTag(rest.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = rest.subarray(IV_BYTES + TAG_BYTES);
    const result = decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
    return { shouldReEncrypt: false, result };
  },
  setUsePlainTextEncryption: (): void => undefined,
};
