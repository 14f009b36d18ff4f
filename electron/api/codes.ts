/**
 * What the codes of a failed connection mean.
 *
 * They never tell whether something was sent (`ECONNRESET` is seen both where nothing was sent and
 * where all was accepted): that is `wireStarted`'s to say. They only tell what to show, and whether
 * trying again can help.
 */
import type { ApiError } from '../../shared/errors.ts';

/** OpenSSL's names for a certificate that does not verify, as Node passes them on. */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'UND_ERR_PRX_TLS',
]);

/** Damage of the line during the handshake: the next attempt may well succeed. */
const PASSING_TLS_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
  'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
  'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
  'ERR_SSL_BAD_RECORD_TYPE',
]);

const TIMEOUT_CODES: ReadonlySet<string> = new Set([
  'CONNECT_TIMEOUT',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Errors of a kept-alive or dropped connection: a question may be asked again at once. */
const DROPPED_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** Whether a certificate, its name, or its date is the trouble. */
function isCertificateCode(code: string): boolean {
  return CERTIFICATE_CODES.has(code) || code.startsWith('CERT_') || code.startsWith('CRL_');
}

/**
 * Whether the other side speaks no TLS that we accept: a version that is too old, or plain HTTP on the
 * TLS port, as a captive portal does.
 */
function isTlsCode(code: string): boolean {
  if (PASSING_TLS_CODES.has(code)) return false;
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

/** Whether trying again will not help, so that sending stops and the operator is told. */
export function isStopCode(code: string): boolean {
  return isCertificateCode(code) || isTlsCode(code);
}

/** Whether a connection was dropped, so that a question may be asked again at once. */
export function isDroppedCode(code: string): boolean {
  return DROPPED_CODES.has(code);
}

/** The failure to show for a connection that failed with this code. */
export function errorOfCode(code: string): ApiError {
  if (isStopCode(code)) return { kind: 'certificate', code };
  if (TIMEOUT_CODES.has(code)) return { kind: 'timeout', code };
  return { kind: 'offline', code };
}

/** The code of anything thrown. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null) {
    if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
    if ('name' in thrown && typeof thrown.name === 'string') return thrown.name;
  }
  return 'UNKNOWN';
}
