/** What a send is about, in four numbers: people, cost, sender name, balance. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Card, Figure, Figures } from '../../components/Card.tsx';
import { Count, Money, Outside } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { sendNumbers } from './numbers.ts';

type Batch = CallOutput<'batch'>;
type Check = CallOutput<'sendCheck'>;

/** The numbers. */
export function SendFacts({
  batch: { summary, senders },
  check,
  isAsking,
}: {
  readonly batch: Batch;
  readonly check: Check | null;
  readonly isAsking: boolean;
}): ReactElement {
  const t = useText();
  const { list } = useFormats();
  const { left } = sendNumbers(summary.counts);
  // Those who are on the do-not-contact list by now get nothing and cost nothing.
  const people = left - (check?.optedOut ?? 0);
  const estimateMicro =
    check === null ? summary.estimateMicro : check.queuedMicro - check.optedOutMicro;
  return (
    <Card>
      <Figures>
        <Figure label={t('send.figure_people')} value={<Count value={people} />} />
        <Figure
          label={t('send.figure_cost')}
          // Without any price there is no estimate, which is not the same as nothing to pay.
          value={
            summary.unpriced > 0 && estimateMicro === 0 ? '–' : <Money micro={estimateMicro} />
          }
          {...(summary.unpriced > 0
            ? { note: t('send.without_price', { people: summary.unpriced }) }
            : {})}
        />
        <Figure
          label={t('send.figure_sender')}
          value={<Outside text={senders.length === 0 ? '–' : list(senders)} />}
        />
        <Balance check={check} isAsking={isAsking} />
      </Figures>
    </Card>
  );
}

function Balance({
  check,
  isAsking,
}: {
  readonly check: Check | null;
  readonly isAsking: boolean;
}): ReactElement {
  const t = useText();
  const micro = check?.balanceMicro ?? null;
  const note = check?.autoRecharge === true ? t('send.balance_recharge') : t('send.balance_shared');
  return (
    <Figure
      label={t('send.figure_balance')}
      value={
        micro !== null ? (
          <Money micro={micro} />
        ) : (
          <span className="soft">
            {t(isAsking ? 'send.balance_asking' : 'send.balance_unknown')}
          </span>
        )
      }
      {...(micro === null ? {} : { note })}
    />
  );
}
