import type { SafeStorage } from 'electron';
import { describe, expect, test } from 'vitest';
import {
  safeStorageBackend,
  type SafeStoragePart,
} from '../../../../electron/shell/safeStorage.ts';

function storage(changes: Partial<SafeStoragePart> = {}): SafeStoragePart {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(text),
    decryptStringAsync: async (bytes) => ({ result: bytes.toString(), shouldReEncrypt: false }),
    ...changes,
  };
}

// Does not compile if Electron's own object has not the part that is used.
export const REAL: (real: SafeStorage) => SafeStoragePart = (real) => real;

describe('whether the system keeps secrets', () => {
  test.each<[NodeJS.Platform, string, boolean]>([
    ['linux', 'gnome_libsecret', true],
    ['linux', 'kwallet6', true],
    ['linux', 'basic_text', false],
    ['linux', 'unknown', false],
    ['win32', 'basic_text', true],
    ['darwin', 'basic_text', true],
  ])('%s with %s: %s', async (platform, backend, canKeep) => {
    const parts = storage({ getSelectedStorageBackend: () => backend });
    expect(await safeStorageBackend(parts, platform).canKeep()).toBe(canKeep);
  });

  test('not where encryption is not available', async () => {
    const parts = storage({ isAsyncEncryptionAvailable: async () => false });
    expect(await safeStorageBackend(parts, 'win32').canKeep()).toBe(false);
  });

  test('not on a Linux that does not say with what', async () => {
    expect(await safeStorageBackend(storage(), 'linux').canKeep()).toBe(false);
  });
});

describe('decrypting', () => {
  test('as it is', async () => {
    const backend = safeStorageBackend(storage(), 'win32');
    const bytes = await backend.encrypt('key');
    expect(await backend.decrypt(bytes)).toEqual({ text: 'key', isOutdated: false });
  });

  test('where the system has a newer key it is asked again, as Electron wants it', async () => {
    let calls = 0;
    const parts = storage({
      decryptStringAsync: async () => {
        calls += 1;
        return { result: calls === 1 ? 'old' : 'new', shouldReEncrypt: calls === 1 };
      },
    });
    const found = await safeStorageBackend(parts, 'darwin').decrypt(Buffer.from('x'));
    expect(found).toEqual({ text: 'new', isOutdated: true });
  });
});
