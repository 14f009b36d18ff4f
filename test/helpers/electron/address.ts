/**
 * The addresses of the application's pages, for the browser and for the application.
 *
 * A browser driven from outside knows no scheme of ours, and gives an unknown one no origin: so
 * `app://postbag/x` is `https://postbag.app.invalid/x` to the browser, whose requests never leave (the
 * name cannot exist, and every one is answered by the driver).
 */
const PATTERN = /^https:\/\/([\w-]+)\.([a-z][\w-]*)\.invalid(?=[/?#]|$)/u;

/** `app://postbag/x` → `https://postbag.app.invalid/x`; anything else as it is. */
export function toBrowserUrl(url: string): string {
  return url.replace(
    /^([a-z][\w-]*):\/\/([\w-]+)(?=[/?#]|$)/u,
    (whole, scheme: string, host: string) =>
      scheme === 'http' || scheme === 'https' ? whole : `https://${host}.${scheme}.invalid`,
  );
}

/** The way back. */
export function toAppUrl(url: string): string {
  return url.replace(PATTERN, '$2://$1');
}

/** Whether it is a page of the application's, in the browser's form. */
export function isAppUrl(url: string): boolean {
  return PATTERN.test(url);
}
