/** What the API's texts for failures mean. */

/** The reasons that are known. */
export const FAILURE_REASONS = [
  'opted_out',
  'spam',
  'blocked',
  'absent_permanent',
  'absent',
  'unreachable',
  'expired',
  'phone',
  'contact',
  'number',
  'route',
  'network',
  'message',
  'unknown',
] as const;

/** One known reason of a failure. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** The first that fits counts. The API's texts may change, so they are recognised by their words. */
const PATTERNS: readonly (readonly [FailureReason, RegExp])[] = [
  ['opted_out', /opted out/iu],
  ['spam', /spam/iu],
  ['blocked', /blocked/iu],
  ['absent_permanent', /absent.*permanent/iu],
  ['absent', /absent/iu],
  ['unreachable', /unreachable/iu],
  ['expired', /expired/iu],
  ['phone', /phone issue/iu],
  ['contact', /contact error/iu],
  ['number', /not mobile|invalid.*number|phone number/iu],
  ['route', /no route|not supported/iu],
  ['network', /network/iu],
  ['message', /message error|empty message/iu],
  ['unknown', /^unknown$/iu],
];

/** The reason that a text of the API means; `null` for one that is not known. */
export function failureReasonOf(error: string): FailureReason | null {
  return PATTERNS.find(([, pattern]) => pattern.test(error))?.[0] ?? null;
}
