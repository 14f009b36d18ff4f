/** Blanking out the API key in what a server repeats of a request. */

/** A shorter "key" may well be a part of other words, so it is blanked out only where it stands alone. */
const WHOLE_WORD_BELOW = 8;

/** Nothing this short is a key, and blanking it out would take too much with it. */
const MIN_KEY_LENGTH = 4;

/** Bytes that every escaped form begins with: `\`, `&`, `%`. */
const ESCAPES = ['\\', '&', '%'] as const;

/**
 * One character of the key as it may stand in a body: as it is, escaped in JSON (`\/`, `\u002f`, also
 * JSON inside JSON), in HTML (`&#47;`), or in an address (`%2F`).
 */
function characterPattern(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, '0');
  const literal = /\w/.test(character) ? character : `\\\\{0,8}\\x${hex}`;
  return `(?:${literal}|\\\\{1,8}u00${hex}|&#(?:x0{0,4}${hex}|0{0,4}${code});|%${hex})`;
}

function patternOf(key: string): RegExp {
  const pattern = Array.from(key, characterPattern).join('');
  if (key.length >= WHOLE_WORD_BELOW) return new RegExp(pattern, 'gi');
  // The letter of an escape such as `\n` is no part of a word.
  return new RegExp(`(?:(?<![\\w-])|(?<=\\\\[bfnrt]))${pattern}(?![\\w-])`, 'gi');
}

/**
 * Makes what blanks the key out of a body, with as many asterisks as it took bytes, so that JSON stays
 * JSON. What is read from such a body, decoded or not, is free of the key too.
 *
 * The body must not be compressed. Returns the same buffer where there is nothing to blank.
 */
export function keyHider(key: string): (body: Buffer) => Buffer {
  if (key.length < MIN_KEY_LENGTH) return (body) => body;
  const pattern = patternOf(key);
  return (body) => {
    // Almost every body holds neither: looking for bytes is faster than the pattern.
    if (!body.includes(key, 0, 'latin1') && !ESCAPES.some((byte) => body.includes(byte))) {
      return body;
    }
    let copy: Buffer | null = null;
    for (const { index, 0: found } of body.toString('latin1').matchAll(pattern)) {
      copy ??= Buffer.from(body);
      copy.fill('*', index, index + found.length);
    }
    return copy ?? body;
  };
}
