/**
 * The `app://` protocol: the built renderer's own files, and nothing else.
 *
 * A pure decision (`resolveAsset`) with the file access around it, so that it can be tried against
 * every way of escaping the folder. A page carries a nonce of its own, new with each answer: the
 * component library writes `<style>` elements, and a nonce lets these in without letting in any other.
 */
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** The scheme and host under which the window's pages live. */
export const APP_ORIGIN = 'app://postbag';

/** What the scheme may do; to be registered before the application is ready. */
export const APP_SCHEME = {
  scheme: 'app',
  privileges: { standard: true, secure: true },
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Only what the pages need: own scripts, styles, images and fonts; no connection at all. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The path of an asset below the renderer's folder, or `null` for whatever is not plainly one. */
export function resolveAsset(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN) return null;
  const path = pathname === '/' || pathname === '' ? '/index.html' : pathname;
  // The build makes names of these characters only; an escape or a dot segment is never one of ours.
  return /^(?:\/[\w-][\w.-]*)+$/u.test(path) && !path.includes('..') ? path.slice(1) : null;
}

/** Answers a request of the window from the renderer's folder. */
export async function serveAsset(url: string, folder: string): Promise<Response> {
  const asset = resolveAsset(url);
  const type = asset === null ? undefined : TYPES[extname(asset)];
  if (asset === null || type === undefined) return notFound();
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, asset));
    if (!file.startsWith(root + sep)) return notFound();
    return answer(await readFile(file), type);
  } catch (error) {
    // A missing file is an answer; anything else is a bug of ours and must be seen.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return notFound();
    throw error;
  }
}

const notFound = (): Response => new Response('not found', { status: 404 });

function answer(bytes: Buffer, type: string): Response {
  const nonce = randomBytes(16).toString('base64');
  const isPage = type === TYPES['.html'];
  return new Response(isPage ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      // A page that was kept would carry the nonce of another answer.
      ...(isPage ? { 'cache-control': 'no-store' } : {}),
    },
  });
}

/** Tells the page its nonce, where the component library looks for it. */
function withNonce(page: string, nonce: string): string {
  return page.replace('<head>', `<head>\n    <meta property="csp-nonce" content="${nonce}" />`);
}
