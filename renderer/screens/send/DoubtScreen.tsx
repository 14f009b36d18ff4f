/** Messages that may have been sent: the evidence, a way to ask, and decisions on record. */
import { useState, type ReactElement } from 'react';
import { useParams } from 'wouter';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { ButtonLink } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { AskList } from './AskList.tsx';
import { DoubtDecide } from './DoubtDecide.tsx';
import { DoubtGroups } from './DoubtGroups.tsx';
import { openRows, type DoubtReport } from './evidence.ts';
import type { Summary } from './mode.ts';
import { PhonePeople } from './PhonePeople.tsx';
import { sendNumbers } from './numbers.ts';
import { SupportText } from './SupportText.tsx';
import './doubt.css';

/** The screen at `/batch/:id/doubt`. */
export function DoubtScreen(): ReactElement {
  const t = useText();
  const { id } = useParams<{ readonly id: string }>();
  const batch = useCall('batch', { batch: id });
  const doubts = useCall('doubts', { batch: id });
  const app = useCall('appState', {});
  const error = batch.error ?? doubts.error ?? app.error;
  if (error !== null) {
    return (
      <Page title={t('send.doubt_title_plain')}>
        <ErrorNotice error={error} onRetry={() => void doubts.refetch()} />
      </Page>
    );
  }
  if (!batch.isSuccess || !doubts.isSuccess || !app.isSuccess) return <Loading />;
  return <Doubt key={id} summary={batch.data.summary} report={doubts.data} app={app.data} />;
}

function Doubt({
  summary,
  report,
  app,
}: {
  readonly summary: Summary;
  readonly report: DoubtReport;
  readonly app: CallOutput<'appState'>;
}): ReactElement {
  const t = useText();
  const { batch, name } = summary;
  const ask = useAction('resolveByList', ['doubts', 'batch', 'listOutbox']);
  const [asked, setAsked] = useState<DoubtReport | null>(null);
  const rows = openRows(report);
  const run = async (): Promise<void> => {
    const answer = await ask.run({ batch });
    if (answer.ok) setAsked(answer.value);
  };
  if (rows.length === 0) return <Settled summary={summary} />;
  return (
    <Page
      title={t('send.doubt_title', { name })}
      lead={t('send.doubt_lead', { messages: rows.length })}
      actions={<ButtonLink to={paths.send(batch)}>{t('send.back_to_send')}</ButtonLink>}
    >
      <AskList
        rows={rows}
        asked={asked}
        isPending={ask.isPending}
        error={ask.error}
        onAsk={() => void run()}
      />
      <DoubtGroups rows={rows} />
      <DoubtDecide summary={summary} rows={rows} app={app} />
      <PhonePeople batch={batch} people={rows.length} />
      <SupportText org={app.account?.org ?? null} rows={rows} />
    </Page>
  );
}

function Settled({ summary }: { readonly summary: Summary }): ReactElement {
  const t = useText();
  const { left } = sendNumbers(summary.counts);
  return (
    <Page title={t('send.doubt_title', { name: summary.name })}>
      <EmptyState
        title={t('send.doubt_none')}
        actions={
          left > 0 ? (
            <ButtonLink to={paths.send(summary.batch)} look="primary">
              {t('send.doubt_go_on', { messages: left })}
            </ButtonLink>
          ) : (
            <ButtonLink to={paths.reports(summary.batch)} look="primary">
              {t('send.see_reports')}
            </ButtonLink>
          )
        }
      >
        {t('send.doubt_none_text')}
      </EmptyState>
    </Page>
  );
}
