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
import { sendNumbers } from './numbers.ts';
import { SendPage } from './SendPage.tsx';

/** The face of a finished list. */
export function Done({
  batch,
  isCancelled,
}: Pick<FaceProps, 'batch'> & { readonly isCancelled: boolean }): ReactElement {
  const t = useText();
  const { summary, lastSentAtMs } = batch;
  const id = summary.batch;
  const numbers = sendNumbers(summary.counts);
  return (
    <SendPage
      summary={summary}
      footer={
        <>
          <ButtonLink to={paths.outbox()}>{t('common.back_to_outbox')}</ButtonLink>
          <ButtonLink
            to={paths.reports(id)}
            look="primary"
            size="large"
            icon={<ChartNoAxesColumn aria-hidden="true" />}
          >
            {t('send.see_reports')}
          </ButtonLink>
        </>
      }
    >
      <Notice
        tone={numbers.inDoubt > 0 ? 'warning' : isCancelled ? 'info' : 'success'}
        announce="status"
        title={
          isCancelled
            ? t('send.done_cancelled', { sent: numbers.sent, dropped: numbers.dropped })
            : t('send.done', { sent: numbers.sent })
        }
        actions={
          numbers.inDoubt > 0 ? (
            <ButtonLink to={paths.doubt(id)}>{t('send.see_doubt')}</ButtonLink>
          ) : undefined
        }
      >
        {numbers.inDoubt > 0
          ? t('send.done_doubt', { messages: numbers.inDoubt })
          : t('send.done_text')}
      </Notice>
      <Card>
        <Counts counts={summary.counts} />
        <Figures>
          <Figure
            label={t('send.figure_cost_estimate')}
            value={<Money micro={summary.estimateMicro} />}
          />
          <Figure
            label={t('send.figure_cost_accepted')}
            value={<Money micro={summary.acceptedMicro} />}
          />
          {lastSentAtMs !== null && (
            <Figure label={t('send.figure_last_sent')} value={<DateTime ms={lastSentAtMs} />} />
          )}
        </Figures>
      </Card>
      <Decisions decisions={batch.decisions} />
    </SendPage>
  );
}
