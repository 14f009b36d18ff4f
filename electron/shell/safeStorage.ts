/** The system's own encryption, by Electron's `safeStorage` (its asynchronous side). */
import type { SafeStorage } from 'electron';
import type { SecretBackend } from '../secrets/keyStore.ts';

/** The part of `safeStorage` that is used. */
export type SafeStoragePart = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
> & {
  /** On Linux alone. */
  readonly getSelectedStorageBackend?: () => string;
};

/** On Linux these encrypt with a password that everybody knows, or nobody can tell with what. */
const UNSAFE_BACKENDS: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/** Makes the backend; call it after the application is ready. */
export function safeStorageBackend(
  storage: SafeStoragePart,
  platform: NodeJS.Platform,
): SecretBackend {
  return {
    canKeep: async () => {
      if (!(await storage.isAsyncEncryptionAvailable())) return false;
      if (platform !== 'linux') return true;
      return !UNSAFE_BACKENDS.has(storage.getSelectedStorageBackend?.() ?? 'unknown');
    },
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (bytes) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(bytes);
      // Electron asks for a second decryption then: the first may be of the old key's making.
      if (!shouldReEncrypt) return { text: result, isOutdated: false };
      const again = await storage.decryptStringAsync(bytes);
      return { text: again.result, isOutdated: true };
    },
  };
}
