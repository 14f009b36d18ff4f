/** What a file is by its first bytes, where that is something else than a list in text. */

/** Bytes that decide what a file is. */
export const SNIFF_BYTES = 8 * 1024;

const MAGIC: readonly (readonly [bytes: string, looksLike: string])[] = [
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'xls'],
  ['%PDF-', 'pdf'],
  ['\u0089PNG\r\n', 'image'],
  ['\u00ff\u00d8\u00ff', 'image'],
  ['GIF8', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['\u001f\u008b', 'zip'],
  ['7z\u00bc\u00af\u0027\u001c', 'zip'],
  ['Rar!\u001a\u0007', 'zip'],
  ['{\\rtf', 'rtf'],
  ['SQLite format 3\0', 'binary'],
  // UTF-32, which no decoder of the web reads.
  ['\u00ff\u00fe\0\0', 'binary'],
  ['\0\0\u00fe\u00ff', 'binary'],
];

const ZIP = 'PK\u0003\u0004';

function insideZip(head: string): string {
  if (head.includes('application/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  return /(^|[^A-Za-z])xl\//u.test(head) || head.includes('[Content_Types].xml') ? 'xlsx' : 'zip';
}

/** Web systems hand out tables of HTML under the name `.xls` or `.csv`. */
const MARKUP =
  /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*<(?:!doctype|html|head|table|\?xml)/iu;

/**
 * What these first bytes look like, or `null` where nothing speaks against text: `xlsx`, `xls`,
 * `ods`, `pdf`, `zip`, `image`, `rtf`, `html`, `binary`.
 */
export function looksLike(head: Uint8Array): string | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (text.startsWith(ZIP)) return insideZip(text);
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image';
  const magic = MAGIC.find(([bytes]) => text.startsWith(bytes));
  if (magic !== undefined) return magic[1];
  return MARKUP.test(text.replaceAll('\0', '')) ? 'html' : null;
}

/** Control characters make up more than this share of a binary file, */
const CONTROL_SHARE = 0.02;
/** and in a short one there are more than these; a few get into texts by accident. */
const ACCIDENTS = 3;

/**
 * Whether bytes that are not UTF-16 are no text at all: a NUL, or many control characters. (Random
 * bytes have a tenth of them; ESC is left out, because ISO-2022-JP uses it.)
 */
export function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    const harmless = byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
    if (!harmless) controls += 1;
  }
  return controls > Math.max(ACCIDENTS, bytes.length * CONTROL_SHARE);
}
