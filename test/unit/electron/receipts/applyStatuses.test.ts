import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiStatus } from '../../../../electron/api/types.ts';
import { statusApplier } from '../../../../electron/receipts/applyStatuses.ts';
import type { MessageState, ReceiptStage } from '../../../../shared/domain/message.ts';
import { testDb } from '../../../helpers/dataFolder.ts';
import { printedSeed } from '../../../helpers/seed.ts';
import { countsAgree, sampleId, sentBatch, storedMessages } from '../../../helpers/sentBatch.ts';

const RANK: readonly MessageState[] = [
  'accepted',
  'with_operator',
  'no_receipt',
  'failed',
  'delivered',
];
const STAGES: readonly ReceiptStage[] = ['accepted', 'with_operator', 'delivered', 'failed'];

/** Statuses of four messages of ours and of two strangers: late, repeated, wrong, contradictory. */
const status: fc.Arbitrary<ApiStatus> = fc.record({
  id: fc.integer({ min: 1, max: 6 }).map(sampleId),
  direction: fc.constant('outbound' as const),
  recipient: fc.option(fc.constantFrom('639170000001', '1')),
  text: fc.option(fc.constantFrom('Hello 1', 'Other')),
  sender: fc.option(fc.constantFrom('OFFICE', '22210')),
  createdMs: fc.option(fc.nat()),
  stage: fc.constantFrom(...STAGES),
  deliveredAtMs: fc.option(fc.nat()),
  chargedMicro: fc.option(fc.nat(100_000)),
  deliveryError: fc.option(fc.constantFrom('no route', 'expired')),
  final: fc.boolean(),
});

test('pages of any statuses never move a message backwards, nor lose a charge', () => {
  const seed = printedSeed('applyStatuses');
  const db = testDb();
  fc.assert(
    fc.property(fc.array(fc.array(status, { maxLength: 8 }), { maxLength: 5 }), (pages) => {
      db.sql.exec('UPDATE message SET message_id = NULL');
      const batch = sentBatch(db, { messages: 4 });
      const apply = statusApplier(db, batch.accountKey ?? 0);
      for (const page of pages) {
        const before = storedMessages(db, batch);
        const { seen } = apply(page);
        expect(seen.length).toBe(page.filter(({ id }) => id <= sampleId(4)).length);
        for (const [i, after] of storedMessages(db, batch).entries()) {
          const { state, chargedMicro } = before[i] ?? after;
          expect(RANK.indexOf(after.state)).toBeGreaterThanOrEqual(RANK.indexOf(state));
          const charges = page
            .filter(({ id }) => id === sampleId(i + 1))
            .flatMap((one) => one.chargedMicro ?? []);
          expect(after.chargedMicro).toBe(charges.at(-1) ?? chargedMicro);
        }
        expect(countsAgree(db, batch)).toBe(true);
      }
    }),
    { seed, numRuns: 60 },
  );
});
