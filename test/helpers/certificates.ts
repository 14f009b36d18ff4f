/**
 * Certificates made when a test starts: an authority of its own, and what it issues.
 *
 * Node can sign but cannot write X.509, so the few structures needed are written here in DER. The
 * alternatives were worse: fixtures are private keys in the repository that one day expire, and the
 * maintained package for it brings twenty others and a global polyfill. What is written here is read
 * back by OpenSSL in every TLS test.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;

/** A certificate and its private key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate is to say. */
export interface CertificateWish {
  readonly names: readonly string[];
  /** IPv4 only. */
  readonly addresses: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** An authority, and what it issues. */
export interface Authority {
  readonly cert: string;
  issue(wish: CertificateWish): Identity;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...long]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const octets = (content: Buffer): Buffer => der(0x04, content);
const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`));
}

const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(commonName)))));

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));

function altNames(wish: CertificateWish): Buffer {
  const names = wish.names.map((name) => der(0x82, Buffer.from(name)));
  const addresses = wish.addresses.map((ip) => der(0x87, Buffer.from(ip.split('.').map(Number))));
  return extension('2.5.29.17', false, sequence(...names, ...addresses));
}

const authorityExtensions = (): Buffer[] => [
  extension('2.5.29.19', true, sequence(boolean(true))),
  // keyCertSign and cRLSign.
  extension('2.5.29.15', true, der(0x03, Buffer.from([1, 0x06]))),
];

interface Signing {
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly subject: string;
  readonly subjectKey: KeyObject;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly extensions: readonly Buffer[];
}

function certificate(signing: Signing): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const spki = signing.subjectKey.export({ type: 'spki', format: 'der' });
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const keyId = createHash('sha1').update(spki).digest();
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    nameOf(signing.issuer),
    sequence(time(signing.fromMs), time(signing.untilMs)),
    nameOf(signing.subject),
    spki,
    der(0xa3, sequence(...signing.extensions, extension('2.5.29.14', false, octets(keyId)))),
  );
  const signature = sign('sha256', body, signing.issuerKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = whole
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
    .trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Makes an authority, valid from a month ago until tomorrow. */
export function makeAuthority(nowMs: number): Authority {
  const keys = newKeys();
  const subject = `Postbag test authority ${randomBytes(4).toString('hex')}`;
  const cert = certificate({
    issuer: subject,
    issuerKey: keys.privateKey,
    subject,
    subjectKey: keys.publicKey,
    fromMs: nowMs - 30 * DAY_MS,
    untilMs: nowMs + DAY_MS,
    extensions: authorityExtensions(),
  });
  const issue = (wish: CertificateWish): Identity => {
    const own = newKeys();
    const signed = certificate({
      issuer: subject,
      issuerKey: keys.privateKey,
      subject: wish.names[0] ?? 'nameless',
      subjectKey: own.publicKey,
      fromMs: wish.fromMs,
      untilMs: wish.untilMs,
      extensions: [altNames(wish)],
    });
    return { cert: signed, key: pemOf(own.privateKey) };
  };
  return { cert, issue };
}

/** Makes a certificate that nobody but itself vouches for. */
export function makeSelfSigned(wish: CertificateWish): Identity {
  const keys = newKeys();
  const subject = wish.names[0] ?? 'nameless';
  const cert = certificate({
    issuer: subject,
    issuerKey: keys.privateKey,
    subject,
    subjectKey: keys.publicKey,
    fromMs: wish.fromMs,
    untilMs: wish.untilMs,
    extensions: [altNames(wish)],
  });
  return { cert, key: pemOf(keys.privateKey) };
}
