/** The result at a glance: the sentence to pass on, the charts, the reasons and what to do. */
import { Copy } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card, Figure, Figures } from '../../components/Card.tsx';
import { ColumnsOverTime, HorizontalBars } from '../../components/Charts.tsx';
import { Count, Money } from '../../components/Values.tsx';
import { messageStateId } from '../../i18n/stateText.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { FilterForm } from '../history/filter.ts';
import type { Summary } from '../send/mode.ts';
import { useCopy } from '../send/useCopy.ts';
import { say } from '../send/words.ts';
import { ByCountry } from './ByCountry.tsx';
import { Reasons } from './Reasons.tsx';
import { columnLabel, resultNumbers, resultSentence, stateBars, type Report } from './result.ts';
import { SenderNotice } from './SenderNotice.tsx';

/** What it takes. */
export interface ReportSummaryProps {
  readonly summary: Summary;
  readonly report: Report;
  /** Shows the messages that a filter means. */
  readonly onLook: (change: Partial<FilterForm>) => void;
}

/** The summary. */
export function ReportSummary(props: ReportSummaryProps): ReactElement {
  const { report } = props;
  const t = useText();
  return (
    <div className="stack-large reports-summary">
      <Result {...props} />
      <SenderNotice report={report} />
      <div className="reports-two">
        <Card title={t('reports.by_state')}>
          <States {...props} />
        </Card>
        <Card title={t('reports.over_time')}>
          <OverTime report={report} />
        </Card>
      </div>
      <Reasons {...props} />
      {report.byCountry.length > 0 && (
        <Card title={t('reports.by_country')} flush>
          <ByCountry {...props} />
        </Card>
      )}
    </div>
  );
}

function Result({ summary, report }: ReportSummaryProps): ReactElement {
  const t = useText();
  const formats = useFormats();
  const { delivered, total, failed } = resultNumbers(report);
  const sentence = say(t, resultSentence(report, summary.name, formats));
  const copy = useCopy();
  return (
    <Card>
      <Figures>
        <Figure
          label={t('reports.delivered')}
          value={<Count value={delivered} />}
          note={t('reports.share_of', {
            share: formats.percent(total === 0 ? 0 : delivered / total),
            total,
          })}
        />
        <Figure label={t('reports.failed')} value={<Count value={failed} />} />
        <Cost report={report} />
      </Figures>
      <div className="reports-sentence">
        <p>{sentence}</p>
        <Button
          icon={<Copy aria-hidden="true" />}
          look="primary"
          onPress={() => void copy(sentence)}
        >
          {t('reports.copy_sentence')}
        </Button>
      </div>
    </Card>
  );
}

function Cost({ report }: { readonly report: Report }): ReactElement {
  const t = useText();
  const { chargedMicro, acceptedMicro } = report;
  return chargedMicro > 0 ? (
    <Figure
      label={t('reports.charged')}
      value={<Money micro={chargedMicro} />}
      note={t('reports.charged_note')}
    />
  ) : (
    <Figure
      label={t('reports.cost_answered')}
      value={<Money micro={acceptedMicro} />}
      note={t('reports.cost_answered_note')}
    />
  );
}

function States({ report, onLook }: ReportSummaryProps): ReactElement {
  const t = useText();
  const look = (state: Parameters<typeof messageStateId>[0]): ReactNode => (
    <Button
      look="quiet"
      size="small"
      onPress={() => onLook({ state: state === 'sending' ? 'queued' : state })}
    >
      {t(messageStateId(state))}
    </Button>
  );
  return (
    <HorizontalBars
      caption={t('reports.by_state')}
      total={report.total}
      bars={stateBars(report.counts).map(({ state, value, fill }) => ({
        id: state,
        label: look(state),
        value,
        fill,
      }))}
    />
  );
}

function OverTime({ report }: { readonly report: Report }): ReactElement {
  const t = useText();
  const formats = useFormats();
  if (report.overTime.length === 0) return <p className="soft">{t('reports.no_times')}</p>;
  return (
    <ColumnsOverTime
      caption={t('reports.over_time')}
      timeHeader={t('reports.time')}
      series={[
        { id: 'sent', label: t('reports.series_sent'), fill: 'accent' },
        { id: 'delivered', label: t('reports.series_delivered'), fill: 'good' },
        { id: 'failed', label: t('reports.series_failed'), fill: 'bad' },
      ]}
      columns={report.overTime.map(({ fromMs, sent, delivered, failed }) => ({
        id: fromMs,
        label: columnLabel(fromMs, report, formats),
        values: [sent, delivered, failed],
      }))}
    />
  );
}
