import { expect, test } from 'vitest';
import { sendCommand } from '../../../../electron/cli/sendCommand.ts';
import { stopText } from '../../../../electron/cli/stopText.ts';

test('the command to go on has every option that was given', () => {
  expect(sendCommand('5f3a', { yes: true })).toBe('postbag send 5f3a --yes');
  const all = {
    yes: true,
    budget: 12_500_000,
    safe: true,
    canary: 5,
    tolerance: 2.5,
    maxRequest: 100,
    lanes: 2,
    notAfter: Date.UTC(2026, 9, 1, 18),
    window: { fromHour: 8, toHour: 18 },
    resendRecent: true,
    wait: true,
  } as const;
  expect(sendCommand('5f3a', all)).toBe(
    'postbag send 5f3a --yes --budget 12.50 --safe --canary 5 --tolerance 2.5 --max-request 100 --lanes 2 --not-after 2026-10-01T18:00:00.000Z --window 8-18 --resend-recent --wait',
  );
  expect(sendCommand('5f3a', { safe: false })).toBe('postbag send 5f3a --yes --no-safe');
});

test('where the options are not known, the hint says that there may have been some', () => {
  const text = stopText({ reason: 'paused' }, '5f3a');
  expect(text).toContain('postbag send 5f3a --yes, with the options that you gave before');
});

test('one message goes, several go', () => {
  expect(stopText({ reason: 'unpriced', unpriced: 1 }, 'b')).toContain('1 message goes to');
  expect(stopText({ reason: 'unpriced', unpriced: 2 }, 'b')).toContain('2 messages go to');
});
