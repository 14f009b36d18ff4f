/** Why messages did not arrive, what to do about each reason, and what can be done at once. */
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { useText } from '../../i18n/text.tsx';
import { say } from '../send/words.ts';
import { FailuresDialog } from './FailuresDialog.tsx';
import { OptOuts } from './OptOuts.tsx';
import { isOptOut, reasonWords } from './reasons.ts';
import { resultNumbers, type Report } from './result.ts';
import type { ReportSummaryProps } from './ReportSummary.tsx';

/** The reasons; nothing where everything arrived or may still. */
export function Reasons(props: ReportSummaryProps): ReactElement | null {
  const { report, summary } = props;
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  const { failed, refused, unconfirmed } = resultNumbers(report);
  if (failed + refused + unconfirmed === 0) return null;
  return (
    <Card
      title={t('reports.reasons')}
      actions={<Button onPress={() => setAsking(true)}>{t('reports.failures_as_list')}</Button>}
    >
      {report.reasons.length === 0 && <p className="soft">{t('reports.no_reasons')}</p>}
      <ul className="reports-reasons">
        {report.reasons.map((reason) => (
          <Reason key={`${reason.state}-${reason.error}`} {...props} reason={reason} />
        ))}
      </ul>
      <FailuresDialog
        report={report}
        batch={summary.batch}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}

function Reason({
  summary,
  onLook,
  reason: { error, state, messages },
}: ReportSummaryProps & { readonly reason: Report['reasons'][number] }): ReactElement {
  const t = useText();
  const title = say(t, reasonWords(error).title);
  return (
    <li>
      <span className="reports-reason-count number">
        {t('reports.people', { people: messages })}
      </span>
      <div className="grow">
        <p>
          <strong>{title}</strong>
        </p>
        <p className="soft">{say(t, reasonWords(error).advice)}</p>
        {isOptOut(error) && <OptOuts batch={summary.batch} error={error} people={messages} />}
      </div>
      <Button
        look="quiet"
        size="small"
        onPress={() => onLook({ error, state: state === 'sending' ? 'queued' : state })}
      >
        {t('reports.see_messages')}
        <span className="visually-hidden">{title}</span>
      </Button>
    </li>
  );
}
