/**
 * Writes `electron/import/chardetngBytes.ts`: the WebAssembly of the package chardetng-wasm as text.
 *
 * The package's own modules need either a bundler's WebAssembly support or files beside them; the
 * import worker runs from source in plain Node and from one bundled file, also inside an asar. As
 * text in a module it needs neither. Run this after upgrading the package; a unit test tells.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve('chardetng-wasm/dist/chardetng_wasm_bg.wasm'));
const packed = brotliCompressSync(wasm, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  },
}).toString('base64');
const target = fileURLToPath(new URL('../../electron/import/chardetngBytes.ts', import.meta.url));
writeFileSync(
  target,
  `/**
 * Made by build/scripts/embed-chardetng.js: do not edit.
 *
 * chardetng is Firefox's detector of encodings, by Henri Sivonen (Apache-2.0 or MIT), as packed by
 * chardetng-wasm (Apache-2.0, BIT Systems).
 */

/** The module, compressed with brotli, in base64. */
export const CHARDETNG_BROTLI_BASE64 =
  '${packed}';
`,
);
