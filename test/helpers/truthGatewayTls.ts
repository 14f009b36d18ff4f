/** The TLS identities that the truth gateway can show. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type Authority, type Identity, makeAuthority, makeSelfSigned } from './certificates.ts';

/** How the gateway shows itself: as it should, or in one of the ways that must stop a client. */
export type TlsFace = 'good' | 'self_signed' | 'wrong_host' | 'expired' | 'tls_1_1';

/** The faces of one gateway, and the file of its authority. */
export interface TlsFaces {
  /** For the client's `caFile`. */
  readonly caFile: string;
  context(face: TlsFace): SecureContext;
  close(): void;
}

const DAY_MS = 86_400_000;
const HOSTS = ['localhost', 'gateway.test'];
const ADDRESSES = ['127.0.0.1'];

function identityOf(authority: Authority, face: TlsFace, nowMs: number): Identity {
  const wish = {
    names: HOSTS,
    addresses: ADDRESSES,
    fromMs: nowMs - 2 * DAY_MS,
    untilMs: nowMs + DAY_MS,
  };
  switch (face) {
    case 'self_signed':
      return makeSelfSigned(wish);
    case 'wrong_host':
      return authority.issue({ ...wish, names: ['elsewhere.test'], addresses: [] });
    case 'expired':
      return authority.issue({ ...wish, untilMs: nowMs - DAY_MS });
    case 'good':
    case 'tls_1_1':
      return authority.issue(wish);
  }
}

/** Makes an authority of the gateway's own. Faces are made when first asked for. */
export function makeTlsFaces(): TlsFaces {
  const nowMs = Date.now();
  const authority = makeAuthority(nowMs);
  const dir = mkdtempSync(join(tmpdir(), 'postbag-ca-'));
  const caFile = join(dir, 'authority.pem');
  writeFileSync(caFile, authority.cert);
  const contexts = new Map<TlsFace, SecureContext>();
  const context = (face: TlsFace): SecureContext => {
    const known = contexts.get(face);
    if (known !== undefined) return known;
    const identity = identityOf(authority, face, nowMs);
    const old = {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    } as const;
    const made = createSecureContext({ ...identity, ...(face === 'tls_1_1' ? old : null) });
    contexts.set(face, made);
    return made;
  };
  return { caFile, context, close: () => rmSync(dir, { recursive: true, force: true }) };
}
