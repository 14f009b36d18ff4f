/** Delivery reports of one send list: the result, its reasons, and every message. */
import { useState, type ReactElement } from 'react';
import { useParams } from 'wouter';
import { useCall } from '../../api/calls.ts';
import { ButtonLink } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { EVERYTHING, type FilterForm } from '../history/filter.ts';
import type { Summary } from '../send/mode.ts';
import { AskNow } from './AskNow.tsx';
import { ReportMessages } from './ReportMessages.tsx';
import { ReportSummary } from './ReportSummary.tsx';
import type { Report } from './result.ts';
import './reports.css';

/** The screen at `/batch/:id/reports`. */
export function ReportsScreen(): ReactElement {
  const t = useText();
  const { id } = useParams<{ readonly id: string }>();
  const batch = useCall('batch', { batch: id });
  const report = useCall('deliveryReport', { batch: id });
  const error = batch.error ?? report.error;
  if (error !== null) {
    return (
      <Page title={t('reports.title_plain')}>
        <ErrorNotice error={error} onRetry={() => void report.refetch()} />
      </Page>
    );
  }
  if (!batch.isSuccess || !report.isSuccess) return <Loading />;
  return <Reports key={id} summary={batch.data.summary} report={report.data} />;
}

type Tab = 'summary' | 'messages';

function Reports({
  summary,
  report,
}: {
  readonly summary: Summary;
  readonly report: Report;
}): ReactElement {
  const t = useText();
  const { batch, name } = summary;
  const [tab, setTab] = useState<Tab>('summary');
  return (
    <Page
      title={t('reports.title', { name })}
      actions={report.firstSentAtMs !== null && <AskNow batch={batch} report={report} />}
      fill={tab === 'messages'}
    >
      {report.firstSentAtMs === null ? (
        <NothingSent summary={summary} />
      ) : (
        <ReportTabs summary={summary} report={report} tab={tab} onTab={setTab} />
      )}
    </Page>
  );
}

function ReportTabs({
  summary,
  report,
  tab,
  onTab,
}: {
  readonly summary: Summary;
  readonly report: Report;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}): ReactElement {
  const t = useText();
  const { batch, name } = summary;
  const [form, setForm] = useState<FilterForm>({ ...EVERYTHING, batch });
  const look = (change: Partial<FilterForm>): void => {
    setForm({ ...EVERYTHING, batch, ...change });
    onTab('messages');
  };
  return (
    <Tabs<Tab>
      label={t('reports.title', { name })}
      selected={tab}
      onSelect={onTab}
      items={[
        {
          id: 'summary',
          label: t('reports.tab_summary'),
          content: () => <ReportSummary summary={summary} report={report} onLook={look} />,
        },
        {
          id: 'messages',
          label: t('reports.tab_messages'),
          content: () => <ReportMessages report={report} form={form} onForm={setForm} />,
        },
      ]}
    />
  );
}

function NothingSent({ summary }: { readonly summary: Summary }): ReactElement {
  const t = useText();
  return (
    <EmptyState
      title={t('reports.nothing_sent')}
      actions={
        <ButtonLink to={paths.send(summary.batch)} look="primary">
          {t('reports.go_to_send')}
        </ButtonLink>
      }
    >
      {t('reports.nothing_sent_text')}
    </EmptyState>
  );
}
