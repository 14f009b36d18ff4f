/** Asks for delivery reports now, and says when everything will be known. */
import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { dayOf } from '../send/times.ts';

/** Whether a moment is today, by this computer's clock. */
const isToday = (ms: number): boolean => dayOf(ms) === dayOf(Date.now());

/** The button, or how far the asking is. */
export function AskNow({
  batch,
  nextDueMs,
}: {
  readonly batch: string;
  readonly nextDueMs: number | null;
}): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const nextTime = useNextTime(nextDueMs);
  const state = useCall('reportsState', {});
  const ask = useAction('checkReports', ['reportsState', 'deliveryReport', 'batch']);
  if (state.data?.isRunning === true) return <Asking state={state.data} />;
  const failure = ask.error ?? state.data?.error ?? null;
  return (
    <div className="reports-ask">
      <p className="small soft" aria-live="polite">
        {failure === null ? nextTime : errorText(failure)}
      </p>
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

function useNextTime(nextDueMs: number | null): string {
  const t = useText();
  const { dateTime, time } = useFormats();
  if (nextDueMs === null) return t('reports.all_known');
  return t('reports.next_at', { time: isToday(nextDueMs) ? time(nextDueMs) : dateTime(nextDueMs) });
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
