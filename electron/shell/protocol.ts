/**
 * The `app://` protocol: the built renderer's own files, and nothing else.
 *
 * A pure decision (`resolveAsset`) with the file access around it, so that it can be tried against
 * every way of escaping the folder.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** The scheme and host under which the window's pages live. */
export const APP_ORIGIN = 'app://postbag';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Only what the pages need: own scripts, styles, images and fonts; no connection at all. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
  if (asset === null || type === undefined) return new Response('not found', { status: 404 });
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, asset));
    if (!file.startsWith(root + sep)) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    // A missing file is an answer; anything else is a bug of ours and must be seen.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return new Response('not found', { status: 404 });
    }
    throw error;
  }
}
