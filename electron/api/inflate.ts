/** Undoing the compression of an answer: some proxies compress although `identity` was asked for. */
import { isUtf8 } from 'node:buffer';
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** A body as it was before it was compressed. */
export interface Inflated {
  readonly body: Buffer;
  /** `damaged`: what is there is only a part. `oversize`: too large to be read, so left out. */
  readonly problem: 'damaged' | 'oversize' | null;
}

type Inflate = (body: Buffer, maxOutputLength: number, whole: boolean) => Buffer;

const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH, ZSTD_e_flush } = constants;

const flushed = (finishFlush: number, whole: boolean): { readonly finishFlush?: number } =>
  whole ? {} : { finishFlush };

const gunzip: Inflate = (body, maxOutputLength, whole) =>
  gunzipSync(body, { maxOutputLength, ...flushed(Z_SYNC_FLUSH, whole) });

const INFLATE: ReadonlyMap<string, Inflate> = new Map<string, Inflate>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  [
    'deflate',
    (body, maxOutputLength, whole) =>
      inflateSync(body, { maxOutputLength, ...flushed(Z_SYNC_FLUSH, whole) }),
  ],
  [
    'br',
    (body, maxOutputLength, whole) =>
      brotliDecompressSync(body, {
        maxOutputLength,
        ...flushed(BROTLI_OPERATION_FLUSH, whole),
      }),
  ],
  [
    'zstd',
    (body, maxOutputLength, whole) =>
      zstdDecompressSync(body, { maxOutputLength, ...flushed(ZSTD_e_flush, whole) }),
  ],
]);

function isTooLarge(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}

/** One layer. A body that only claims to be compressed stays; one that cannot be read is dropped. */
function undo(inflate: Inflate, body: Buffer, maxBytes: number): Inflated {
  try {
    return { body: inflate(body, maxBytes, true), problem: null };
  } catch (thrown) {
    if (isTooLarge(thrown)) return { body: Buffer.alloc(0), problem: 'oversize' };
  }
  if (isUtf8(body)) return { body, problem: null };
  try {
    return { body: inflate(body, maxBytes, false), problem: 'damaged' };
  } catch {
    // It may hold the key, which nobody could find and blank out in there.
    return { body: Buffer.alloc(0), problem: 'damaged' };
  }
}

/**
 * The body without the compressions that its header names (`content-encoding`), at most `maxBytes`
 * long. Unknown names are passed over. Never throws.
 *
 * Done before the body is looked at or kept, because in compressed bytes the API key cannot be found.
 */
export function inflated(body: Buffer, contentEncoding: string, maxBytes: number): Inflated {
  const layers = contentEncoding.toLowerCase().split(',', 4).toReversed();
  let result: Inflated = { body, problem: null };
  for (const name of layers) {
    const inflate = INFLATE.get(name.trim());
    if (inflate === undefined || result.body.length === 0) continue;
    const { body: inner, problem } = undo(inflate, result.body, maxBytes);
    result = { body: inner, problem: problem ?? result.problem };
  }
  return result;
}
