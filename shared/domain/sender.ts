/**
 * Sender ids: what the phone shows as the sender.
 *
 * API.md: an alphanumeric one has at most 11 characters, a numeric one is a phone number of 3 to 15
 * digits. Whether the networks of a country let it through is theirs to say, mostly by registration.
 */
import { err, ok } from '../errors.ts';
import type { Result, SenderProblem } from '../errors.ts';

export type { SenderProblem } from '../errors.ts';

/** API.md; also what fits into the address field of an SMS (3GPP TS 23.040, 9.1.2.5). */
const MAX_ALPHANUMERIC = 11;

/**
 * ASCII letters, digits, spaces and the marks that gateways commonly let through, all in the GSM
 * alphabet. Others are valid by the standard, but get a message refused or the sender replaced.
 */
const ALPHANUMERIC = /^[A-Za-z0-9 &+._-]+$/;
const LETTER = /[A-Za-z]/;
/** What a sender looks like that is meant to be a number, rightly written or not. */
const LIKE_A_NUMBER = /^[+\d\s().-]*$/;
const NUMBER = /^\+?(\d{3,15})$/;

/**
 * Checks a sender id, and gives it as the API wants it: without spaces around it, and a number
 * without `+`.
 *
 * Errors: `empty`, `too_long`, `bad_character` (also a text without any letter), `bad_number`.
 */
export function checkSender(value: string): Result<string, SenderProblem> {
  const sender = value.trim();
  if (sender === '') return err('empty');
  if (LIKE_A_NUMBER.test(sender)) {
    const digits = NUMBER.exec(sender)?.[1];
    return digits === undefined ? err('bad_number') : ok(digits);
  }
  if (!ALPHANUMERIC.test(sender) || !LETTER.test(sender)) return err('bad_character');
  return sender.length > MAX_ALPHANUMERIC ? err('too_long') : ok(sender);
}
