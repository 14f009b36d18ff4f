/**
 * When a message that the API shows has the recipient and text of one of ours.
 *
 * Only white space is evened out (runs of it, of any kind, count as one space; none at the ends),
 * because gateways are known to rewrite line ends and to trim. Letters, case, accents and punctuation
 * must be the same: a text that is merely alike is another text.
 */

/** The text with its white space evened out. */
export function normaliseText(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Whether two texts are the same but for white space. */
export function sameText(a: string, b: string): boolean {
  return a === b || normaliseText(a) === normaliseText(b);
}

/**
 * The recipient as we store it (its international digits as a number), or `null` where the API's
 * words are not one number. A leading `+` or `00`, spaces, hyphens and brackets are tolerated.
 */
export function recipientNumber(text: string): number | null {
  const digits = text.replace(/[\s()-]/gu, '').replace(/^(?:\+|00)/u, '');
  return /^\d{3,15}$/u.test(digits) ? Number(digits) : null;
}
