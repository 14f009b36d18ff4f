/** Names of files that are offered for saving. */

const MOST_CHARACTERS = 100;

/** The name of a list as a part of a file's name: without what some file system does not take. */
export function plainFileName(name: string, fallback: string): string {
  const plain = name
    .replaceAll(/[\p{C}<>:"/\\|?*]/gu, '_')
    .slice(0, MOST_CHARACTERS)
    .replace(/[. ]+$/u, '')
    .trim();
  return plain === '' ? fallback : plain;
}
