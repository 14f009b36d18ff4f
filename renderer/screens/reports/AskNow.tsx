/** Asks for delivery reports now, and says when everything will be known. */
import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
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
  const { dateTime, time } = useFormats();
  const errorText = useErrorText();
  const state = useCall('reportsState', {});
  const ask = useAction('checkReports', ['reportsState', 'deliveryReport', 'batch']);
  const running = state.data?.isRunning === true;
  const failure = ask.error ?? (running ? null : (state.data?.error ?? null));
  if (running && state.data !== undefined) {
    const { checked, due } = state.data;
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
  return (
    <div className="reports-ask">
      <p className="small soft" aria-live="polite">
        {failure !== null
          ? errorText(failure)
          : nextDueMs === null
            ? t('reports.all_known')
            : t('reports.next_at', {
                time: isToday(nextDueMs) ? time(nextDueMs) : dateTime(nextDueMs),
              })}
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
