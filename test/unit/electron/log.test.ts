import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../electron/log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postbag-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const logs = (): string => join(folder, 'logs');
const newLog = (maxBytes?: number): ReturnType<typeof createLog> =>
  createLog(logs(), {
    nowMs: () => Date.UTC(2026, 9, 1),
    newId: () => 'id-1',
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

describe('the log', () => {
  test('is not made before its first line', () => {
    newLog();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('records a bug with its id, its code and where, one JSON line', () => {
    const id = newLog().bug(Object.assign(new RangeError('x'), { code: 'ERR_X' }), 'send');
    const lines = readFileSync(join(logs(), 'postbag.log'), 'utf8').trimEnd().split('\n');
    expect(id).toBe('id-1');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      at: '2026-10-01T00:00:00.000Z',
      event: 'internal',
      id: 'id-1',
      where: 'send',
      error: 'RangeError',
      code: 'ERR_X',
    });
    expect(lines[0]).toContain('log.test.ts');
  });

  test('holds no number, no text and no key, whatever the error says', () => {
    const canaries = [
      '254771234567',
      'Dear Amina, your result',
      'key-0123456789',
      'at night: come',
    ];
    const log = newLog();
    const cause = new Error(canaries.join(' '));
    log.bug(new Error(`first\n    at night: come\n${canaries.join('\n')}`, { cause }), 'x');
    log.bug(canaries.join(' '), 'x');
    const unparsable = (): unknown => JSON.parse(`{"text": ${canaries[1]}`) as unknown;
    expect(unparsable).toThrow(SyntaxError);
    try {
      unparsable();
    } catch (error) {
      log.bug(error, 'x');
    }
    const written = readFileSync(join(logs(), 'postbag.log'), 'utf8');
    for (const canary of canaries) expect(written).not.toContain(canary);
  });

  test('keeps five files', () => {
    const log = newLog(200);
    for (let line = 0; line < 40; line += 1) log.event('line', { line });
    expect(readdirSync(logs()).sort()).toEqual([
      'postbag.1.log',
      'postbag.2.log',
      'postbag.3.log',
      'postbag.4.log',
      'postbag.log',
    ]);
    expect(readFileSync(join(logs(), 'postbag.log'), 'utf8')).toContain('"line":39');
  });

  test('never makes a problem of its own', () => {
    writeFileSync(logs(), 'a file where the folder should be');
    expect(newLog().bug(new Error('x'), 'x')).toBe('id-1');
  });
});
