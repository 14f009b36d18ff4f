/** The API's own words, before they are kept and shown. */
import { describe, expect, test } from 'vitest';
import { tidyDetail } from '../../../../electron/api/answer.ts';

describe('the words of an answer', () => {
  test.each([
    ['bad number 254771234567', 'bad number …67'],
    ['invalid number +254 771 234 567.', 'invalid number +…67.'],
    ['254-771-234-567 / 254 (771) 234.568', '…68'],
    ['to 254\u00a0771\u2011234\u2013567', 'to …67'],
    ['to 254\u200b771\u200b234\u200b567', 'to …67'],
    ['to ٢٥٤٧٧١٢٣٤٥٦٧', 'to …٦٧'],
  ])('numbers in any form: %j', (text, tidy) => {
    expect(tidyDetail(text)).toBe(tidy);
  });

  test.each([
    ['cannot send "Dear Maria"', 'cannot send "…"'],
    ['cannot send "Dear Maria, you owe 5 dollars" to 254771234567', 'cannot send "…" to …67'],
    ['text “Dear Maria” and «Querida Maria» and `Dear Maria`', 'text "…" and "…" and "…"'],
    ["message 'Don't forget, Maria' can't be sent", 'message "…" can\'t be sent'],
    ['text "Dear Maria, you owe', 'text "…"'],
    ['text "please call me back soon" refused', 'text "…" refused'],
    ['text "你好" refused', 'text "…" refused'],
  ])('quoted texts are left out: %j', (text, tidy) => {
    expect(tidyDetail(text)).toBe(tidy);
  });

  test.each([
    'insufficient funds',
    'error "insufficient funds"',
    "field 'fullPhoneNumber' is missing",
    'code "sms.clientdedup" at 12:30, status 400',
    'balance 0.02, needed 1.50',
    "can't, won't, don't",
    'empty ""',
  ])('the words of the API stay: %j', (text) => {
    expect(tidyDetail(text)).toBe(text);
  });

  test.each(["'a", '"', '`', '0 ', '(', "'a' "])('however much of %j there is', (piece) => {
    expect(tidyDetail(piece.repeat(1_000_000)).length).toBeLessThanOrEqual(300);
  });
});
