import { describe, expect, test } from 'vitest';
import { codeOf, errorOfCode, isDroppedCode, isStopCode } from '../../../../electron/api/codes.ts';

describe('codes of failed connections', () => {
  test.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'EPROTO',
  ])('%s: trying again will not help', (code) => {
    expect(isStopCode(code)).toBe(true);
    expect(errorOfCode(code)).toEqual({ kind: 'certificate', code });
  });

  test.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'ENETUNREACH',
    'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
    'BARRIER',
    'UNKNOWN',
  ])('%s: it may', (code) => {
    expect(isStopCode(code)).toBe(false);
    expect(errorOfCode(code)).toEqual({ kind: 'offline', code });
  });

  test.each(['CONNECT_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT'])(
    '%s is a timeout',
    (code) => {
      expect(errorOfCode(code)).toEqual({ kind: 'timeout', code });
    },
  );

  test('only a dropped connection is asked again at once', () => {
    expect(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].every(isDroppedCode)).toBe(true);
    expect(['ECONNREFUSED', 'UND_ERR_HEADERS_TIMEOUT', 'ABORTED'].some(isDroppedCode)).toBe(false);
  });

  test('the code of anything thrown', () => {
    expect(codeOf(Object.assign(new Error('x'), { code: 'EX' }))).toBe('EX');
    expect(codeOf(new TypeError('x'))).toBe('TypeError');
    expect(codeOf(Object.assign(new Error('x'), { code: undefined }))).toBe('Error');
    expect(codeOf('x')).toBe('UNKNOWN');
    expect(codeOf(null)).toBe('UNKNOWN');
  });
});
