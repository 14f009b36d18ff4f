/**
 * Finding message ids in whatever an answer's body is: whole, cut short, or not JSON at all.
 *
 * An id found is evidence: its message can be looked up, and a request that seemed refused was not.
 */

/**
 * Either an id under one of the API's names, as a closed string or a whole number, or an id of the
 * known form anywhere (in HTML, in a log line). Every repetition is bounded: bodies may be huge, and
 * made to hurt.
 */
const ID_PATTERN =
  /"(?:id|messageId|dedupMessageId)"\s{0,9}:\s{0,9}(?:"((?:[^"\\]|\\.){1,1024})"|(\d{1,30})(?=\s{0,9}[,}\]]))|\bSMS\d{8}T\d{6}(?:-\d{1,30}){1,9}(?=[^\d-])/gs;

/** Far above any real request; keeps a hostile body from filling the database. */
const MAX_IDS = 100_000;

function unescaped(text: string): string | null {
  if (!text.includes('\\')) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Every id in a body, in order of appearance, each once. An id cut off by the end is left out. */
export function salvageIds(text: string): readonly string[] {
  const ids = new Set<string>();
  for (const match of text.matchAll(ID_PATTERN)) {
    const [whole, quoted, number] = match;
    const id = quoted === undefined ? (number ?? whole) : unescaped(quoted);
    if (id === null || id.trim() === '' || id === '0') continue;
    ids.add(id);
    if (ids.size >= MAX_IDS) break;
  }
  return [...ids];
}
