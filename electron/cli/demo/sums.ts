/** Holds the demo's figures against each other and against the practice gateway's books. */
import type { MessageCounts } from '../../../shared/domain/message.ts';
import type { PracticeTotals } from '../../practice/books.ts';

/** The figures of a whole job. */
export interface DemoFigures {
  readonly rows: number;
  readonly recipients: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
  readonly counts: MessageCounts;
  /** micro-USD. */
  readonly estimateMicro: number;
  readonly acceptedMicro: number;
  readonly chargedMicro: number;
  /** Rows of each exported file, by format. */
  readonly exported: Readonly<Record<string, number>>;
}

/** One sum: both sides must be equal. */
export interface Sum {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly unit: 'messages' | 'microUsd';
  readonly ok: boolean;
}

/** Every sum that must come out. */
export function sumsOf(figures: DemoFigures, books: PracticeTotals): readonly Sum[] {
  const { rows, recipients, rejected, duplicates, suppressed, counts } = figures;
  const { accepted, with_operator, delivered, failed, no_receipt } = counts;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const sent = accepted + with_operator + delivered + failed + no_receipt;
  const exported = Object.entries(figures.exported).map(([format, count]) =>
    sum(`messages in the ${format} file = recipients`, count, recipients),
  );
  return [
    sum(
      'rows = recipients + refused + duplicates + do not contact',
      rows,
      recipients + rejected + duplicates + suppressed,
    ),
    sum('recipients = messages in all states', recipients, total),
    sum('messages in doubt or unsent = 0', counts.in_doubt + counts.queued + counts.sending, 0),
    sum('sent messages = messages in the gateway’s books', sent, books.accepted),
    sum(
      'answered cost = what the gateway booked',
      figures.acceptedMicro,
      books.chargedMicro + books.refundedMicro,
      'microUsd',
    ),
    sum(
      'charged cost = the gateway’s charges after refunds',
      figures.chargedMicro,
      books.chargedMicro,
      'microUsd',
    ),
    ...exported,
  ];
}

function sum(name: string, left: number, right: number, unit: Sum['unit'] = 'messages'): Sum {
  return { name, left, right, unit, ok: left === right };
}
