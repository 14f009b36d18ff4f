/** The send is over: what came of it, and where it goes on. */
import { ChartNoAxesColumn } from 'lucide-react';
import type { ReactElement } from 'react';
import { ButtonLink } from '../../components/Button.tsx';
import { Card, Figure, Figures } from '../../components/Card.tsx';
import { Notice } from '../../components/Notice.tsx';
import { DateTime, Money } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import type { FaceProps } from './Before.tsx';
import { Counts } from './Counts.tsx';
import { Decisions } from './Decisions.tsx';
import type { Summary } from './mode.ts';
import { sendNumbers } from './numbers.ts';
import { SendPage } from './SendPage.tsx';
import { endTroubles } from './endTroubles.ts';
import { say } from './words.ts';

/** The face of a finished list. */
export function Done({
  batch,
  isCancelled,
}: Pick<FaceProps, 'batch'> & { readonly isCancelled: boolean }): ReactElement {
  const { summary } = batch;
  return (
    <SendPage summary={summary} footer={<DoneBar batch={summary.batch} />}>
      <Outcome summary={summary} isCancelled={isCancelled} />
      <Card>
        <Counts counts={summary.counts} />
        <Costs batch={batch} />
      </Card>
      <Decisions decisions={batch.decisions} />
    </SendPage>
  );
}

function DoneBar({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  return (
    <>
      <ButtonLink to={paths.outbox()}>{t('common.back_to_outbox')}</ButtonLink>
      <ButtonLink
        to={paths.reports(batch)}
        look="primary"
        size="large"
        icon={<ChartNoAxesColumn aria-hidden="true" />}
      >
        {t('send.see_reports')}
      </ButtonLink>
    </>
  );
}

function Outcome({
  summary,
  isCancelled,
}: {
  readonly summary: Summary;
  readonly isCancelled: boolean;
}): ReactElement {
  const t = useText();
  const { sent, dropped, inDoubt } = sendNumbers(summary.counts);
  const title = isCancelled
    ? t('send.done_cancelled', { sent, dropped })
    : t('send.done', { sent });
  if (inDoubt > 0) {
    return (
      <Notice
        tone="warning"
        announce="status"
        title={title}
        actions={<ButtonLink to={paths.doubt(summary.batch)}>{t('send.see_doubt')}</ButtonLink>}
      >
        {t('send.done_doubt', { messages: inDoubt })}
      </Notice>
    );
  }
  return <Ended {...{ summary, isCancelled, title }} />;
}

function Ended({
  summary,
  isCancelled,
  title,
}: {
  readonly summary: Summary;
  readonly isCancelled: boolean;
  readonly title: string;
}): ReactElement {
  const t = useText();
  const { sent } = sendNumbers(summary.counts);
  const troubles = endTroubles(summary.counts, isCancelled);
  return (
    <Notice
      tone={isCancelled || troubles.length > 0 ? 'info' : 'success'}
      announce="status"
      title={title}
      {...(troubles.length > 0
        ? {
            actions: (
              <ButtonLink to={paths.reports(summary.batch)}>{t('send.see_reasons')}</ButtonLink>
            ),
          }
        : {})}
    >
      {troubles.map((trouble) => (
        <p key={trouble.id}>{say(t, trouble)}</p>
      ))}
      {sent > 0 && t('send.done_text')}
    </Notice>
  );
}

function Costs({ batch: { summary, lastSentAtMs } }: Pick<FaceProps, 'batch'>): ReactElement {
  const t = useText();
  return (
    <Figures>
      <Figure
        label={t('send.figure_cost_estimate')}
        value={
          summary.unpriced > 0 && summary.estimateMicro === 0 ? (
            '–'
          ) : (
            <Money micro={summary.estimateMicro} />
          )
        }
      />
      <Figure
        label={t('send.figure_cost_accepted')}
        value={<Money micro={summary.acceptedMicro} />}
      />
      {lastSentAtMs !== null && (
        <Figure label={t('send.figure_last_sent')} value={<DateTime ms={lastSentAtMs} />} />
      )}
    </Figures>
  );
}
