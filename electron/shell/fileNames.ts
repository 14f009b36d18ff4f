/** Names for files that all three systems take. */

/** Windows' devices are no file names, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])$/iu;

/** Not allowed on Windows, or with a meaning of their own somewhere. */
const FORBIDDEN = /[<>:"/\\|?*]/gu;

/** Control characters, and those that change the direction of what is shown. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Most file systems take 255 bytes; this leaves room for an ending and a number. */
const MAX_BYTES = 180;

/**
 * A name to suggest for a file, made from a text of the operator's, such as a list's name.
 *
 * @param extension Without its dot.
 */
export function suggestedFileName(text: string, extension: string): string {
  const cleaned = text
    .replaceAll(INVISIBLE, ' ')
    .replaceAll(FORBIDDEN, '-')
    .replaceAll(/\s+/gu, ' ');
  // Windows drops dots and spaces at the end; a leading dot hides the file elsewhere.
  const name = shortened(cleaned).replaceAll(/^[. ]+|[. ]+$/gu, '');
  // A device stays one whatever follows its first dot.
  const isDevice = DEVICES.test(name.split('.', 1)[0]?.trim() ?? '');
  const safe = name === '' ? 'Postbag' : isDevice ? `Postbag ${name}` : name;
  return safe.toLowerCase().endsWith(`.${extension}`) ? safe : `${safe}.${extension}`;
}

function shortened(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > MAX_BYTES) break;
    kept += segment;
  }
  return kept;
}
