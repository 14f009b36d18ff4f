/** Where the messages of a list are, as a bar of parts and as numbers in words. */
import type { ReactElement } from 'react';
import type { MessageCounts } from '../../../shared/domain/message.ts';
import type { MessageId } from '../../i18n/en.ts';
import { Count } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { sendNumbers, type SendNumbers } from './numbers.ts';
import './send.css';

type Part = Exclude<keyof SendNumbers, 'total'>;

/** In the order of the bar; those shown only where there are any come last. */
const PARTS: readonly (readonly [part: Part, label: MessageId, always: boolean])[] = [
  ['sent', 'send.count_sent', true],
  ['inDoubt', 'send.count_doubt', true],
  ['refused', 'send.count_refused', true],
  ['dropped', 'send.count_dropped', false],
  ['left', 'send.count_left', true],
];

/**
 * The counts.
 *
 * @param withBar A bar of parts above them; not where another bar stands already.
 */
export function Counts({
  counts,
  withBar = true,
}: {
  readonly counts: Partial<MessageCounts>;
  readonly withBar?: boolean;
}): ReactElement {
  const t = useText();
  const numbers = sendNumbers(counts);
  const shown = PARTS.filter(([part, , always]) => always || numbers[part] > 0);
  return (
    <div className="stack-small">
      {withBar && (
        <div className="send-parts" aria-hidden="true">
          {shown.map(([part]) =>
            numbers[part] === 0 ? null : (
              <div key={part} data-part={part} style={{ flexGrow: numbers[part] }} />
            ),
          )}
        </div>
      )}
      <dl className="send-counts">
        {shown.map(([part, label]) => (
          <div key={part} data-part={part}>
            <dt>
              <span className="send-dot" aria-hidden="true" />
              {t(label)}
            </dt>
            <dd>
              <Count value={numbers[part]} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
