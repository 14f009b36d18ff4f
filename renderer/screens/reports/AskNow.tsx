/** Asks for delivery reports now, and says when everything will be known. */
import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { receiptsEndMs } from '../../../shared/domain/receiptSchedule.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { dayOf } from '../send/times.ts';
import type { Report } from './result.ts';

/** Whether a moment is today, by this computer's clock. */
const isToday = (ms: number): boolean => dayOf(ms) === dayOf(Date.now());

/** The button, or how far the asking is. */
export function AskNow({
  batch,
  report: { nextDueMs, lastSentAtMs },
}: {
  readonly batch: string;
  readonly report: Report;
}): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const next = useNextTimes(nextDueMs, lastSentAtMs);
  const state = useCall('reportsState', {});
  const ask = useAction('checkReports', ['reportsState', 'deliveryReport', 'batch']);
  if (state.data?.isRunning === true) return <Asking state={state.data} />;
  const failure = ask.error ?? state.data?.error ?? null;
  return (
    <div className="reports-ask">
      <div className="small soft" aria-live="polite">
        {(failure === null ? next : [errorText(failure)]).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {nextDueMs !== null && (
        <Button
          icon={<RefreshCw aria-hidden="true" />}
          isPending={ask.isPending}
          onPress={() => void ask.run({ batch })}
        >
          {t('reports.ask_now')}
        </Button>
      )}
    </div>
  );
}

/** When they are asked for next, and when nothing more can come. */
function useNextTimes(nextDueMs: number | null, lastSentAtMs: number | null): readonly string[] {
  const t = useText();
  const { dateTime, time } = useFormats();
  const moment = (ms: number): string => (isToday(ms) ? time(ms) : dateTime(ms));
  if (nextDueMs === null) return [t('reports.all_known')];
  const next = t('reports.next_at', { time: moment(nextDueMs) });
  if (lastSentAtMs === null) return [next];
  const endMs = receiptsEndMs({ sentAtMs: lastSentAtMs, deadlineMs: null });
  return [next, t('reports.known_by', { time: moment(endMs) })];
}

function Asking({
  state: { checked, due },
}: {
  readonly state: CallOutput<'reportsState'>;
}): ReactElement {
  const t = useText();
  return (
    <div className="reports-asking">
      <Progress
        label={t('reports.asking')}
        value={checked}
        max={due === 0 ? null : due}
        valueText={t('reports.asked_of', { checked, due })}
      />
    </div>
  );
}
