/**
 * The code pages of DOS, which TextDecoder does not know: lists from old programs in West Africa and
 * Latin America are still in them. Made with Python's codecs, which
 * follow the tables of the Unicode Consortium.
 */

/** What the bytes 0x80 to 0xFF are. The lower half is ASCII. */
const UPPER_HALVES: ReadonlyMap<string, string> = new Map([
  [
    'cp850',
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
      'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
      '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
      'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  ],
  [
    'cp437',
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
      'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
      '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
      'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
  ],
]);

/** The code page that a label means (`CP-850`, `ibm850`, `dos850`, `850`…), or `null`. */
export function dosEncoding(label: string): string | null {
  const digits = /^(?:cp|ibm|dos|oem)?(\d{3})$/u.exec(
    label.toLowerCase().replaceAll(/[-_ ]/gu, ''),
  );
  const name = `cp${digits?.[1]}`;
  return UPPER_HALVES.has(name) ? name : null;
}

/** Turns bytes into text, chunk after chunk; called without bytes at the end. */
type Decode = (bytes?: Uint8Array) => string;

/**
 * Makes the decoder of an encoding, be it TextDecoder's or a code page of DOS.
 *
 * @throws RangeError for a name that is neither.
 */
export function decoderOf(encoding: string): Decode {
  const upper = UPPER_HALVES.get(encoding);
  if (upper !== undefined) return (bytes) => decodeDos(bytes, upper);
  // It drops the byte order mark of its encoding.
  const decoder = new TextDecoder(encoding);
  return (bytes) =>
    bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
}

/** ASCII stays; each other byte is one character. */
function decodeDos(bytes: Uint8Array | undefined, upper: string): string {
  if (bytes === undefined) return '';
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return latin1.replaceAll(/[\u0080-\u00FF]/gu, (byte) => upper[byte.charCodeAt(0) - 0x80] ?? '');
}
