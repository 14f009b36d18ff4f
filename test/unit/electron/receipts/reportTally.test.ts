/** The tally of a delivery report. */
import { expect, test } from 'vitest';
import { messageStateCode } from '../../../../shared/domain/message.ts';
import type { MessageState } from '../../../../shared/domain/message.ts';
import type { ReportRow } from '../../../../electron/db/reportRows.ts';
import { ReportTally } from '../../../../electron/receipts/reportTally.ts';

const T = Date.UTC(2025, 2, 1, 12);

const row = (
  country: string,
  state: MessageState,
  error: string | null = null,
  warning: string | null = null,
): ReportRow => [
  country,
  messageStateCode(state),
  state === 'rejected' || state === 'queued' ? null : T,
  state === 'delivered' ? T + 1000 : null,
  error,
  warning,
];

test('countries, reasons and changed senders are counted over all pieces', () => {
  const tally = new ReportTally(T, T + 5000);
  tally.add([row('PH', 'delivered'), row('KE', 'failed', 'unreachable'), row('PH', 'queued')]);
  tally.add([
    row('PH', 'failed', 'expired', 'text_differs,sender_changed'),
    row('PH', 'rejected', 'invalid phone number'),
    row('KE', 'failed', 'unreachable', 'text_differs'),
    // What was said before it arrived all the same is no reason.
    row('KE', 'accepted', 'unreachable'),
  ]);
  const { byCountry, reasons, senderChanged, overTime } = tally.result();
  expect(byCountry.map(({ country }) => country)).toEqual(['PH', 'KE']);
  expect(byCountry[0]?.counts).toMatchObject({ delivered: 1, queued: 1, failed: 1, rejected: 1 });
  expect(byCountry[1]?.counts).toMatchObject({ failed: 2, accepted: 1 });
  expect(reasons).toEqual([
    { error: 'unreachable', state: 'failed', messages: 2 },
    { error: 'expired', state: 'failed', messages: 1 },
    { error: 'invalid phone number', state: 'rejected', messages: 1 },
  ]);
  expect(senderChanged).toBe(1);
  const [first, second] = overTime.columns;
  expect(first).toMatchObject({ sent: 5, delivered: 0, failed: 3 });
  expect(second).toMatchObject({ sent: 0, delivered: 1, failed: 0 });
});

test('reasons that are too many to be read are cut, the rarest first', () => {
  const tally = new ReportTally(T, T);
  const many = Array.from({ length: 150 }, (_, n) => row('PH', 'failed', `reason ${n}`));
  tally.add([...many, row('PH', 'failed', 'reason 149')]);
  const { reasons } = tally.result();
  expect(reasons).toHaveLength(100);
  expect(reasons[0]).toEqual({ error: 'reason 149', state: 'failed', messages: 2 });
});
