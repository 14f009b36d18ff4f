/** While it is being sent: how far, how fast, how long still, and how to stop. */
import { Pause } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button, TextLink } from '../../components/Button.tsx';
import { Card, Figure, Figures } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { given } from '../../components/given.ts';
import { Notice } from '../../components/Notice.tsx';
import { Progress } from '../../components/Progress.tsx';
import { Money } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { Counts } from './Counts.tsx';
import type { Running, Summary } from './mode.ts';
import { sendNumbers } from './numbers.ts';
import type { Plan } from './plan.ts';
import { phaseWords, rateWords, timeLeftWords } from './liveWords.ts';
import { SendPage } from './SendPage.tsx';
import { say } from './words.ts';

/** What it takes. */
export interface LiveProps {
  readonly summary: Summary;
  readonly running: Running;
  /** What it goes by. */
  readonly plan: Plan;
}

/** The face of a running send. */
export function Live({ summary, running, plan }: LiveProps): ReactElement {
  const t = useText();
  const numbers = sendNumbers(running.counts);
  const settled = numbers.total - numbers.left;
  return (
    <SendPage
      summary={summary}
      lead={t('send.keep_open')}
      footer={<LiveBar summary={summary} running={running} />}
    >
      <Card>
        <Progress
          label={say(t, phaseWords(running))}
          value={settled}
          max={numbers.total}
          valueText={t('send.done_of', { done: settled, total: numbers.total })}
          tone={running.phase === 'waiting' ? 'warn' : 'accent'}
        />
        <Counts counts={running.counts} withBar={false} />
        <Pace running={running} plan={plan} />
      </Card>
      {running.phase === 'waiting' && <Waiting running={running} plan={plan} />}
      {numbers.inDoubt > 0 && (
        <Notice tone="warning" title={t('send.live_doubt', { messages: numbers.inDoubt })}>
          <p>
            {t('send.live_doubt_text')}{' '}
            <TextLink to={paths.doubt(summary.batch)}>{t('send.see_doubt')}</TextLink>
          </p>
        </Notice>
      )}
    </SendPage>
  );
}

function Pace({ running, plan: { budgetMicro } }: Omit<LiveProps, 'summary'>): ReactElement {
  const t = useText();
  const { money } = useFormats();
  const note =
    budgetMicro === null ? undefined : t('send.of_maximum', { maximum: money(budgetMicro) });
  return (
    <Figures>
      <Figure label={t('send.figure_rate')} value={say(t, rateWords(running))} />
      <Figure label={t('send.figure_time_left')} value={say(t, timeLeftWords(running))} />
      <Figure
        label={t('send.figure_cost_so_far')}
        value={<Money micro={running.acceptedMicro} />}
        {...given({ note })}
      />
    </Figures>
  );
}

function Waiting({ running, plan: { notAfterMs } }: Omit<LiveProps, 'summary'>): ReactElement {
  const t = useText();
  const { dateTime } = useFormats();
  const look = useAction('checkLine', ['appState']);
  const isLine = running.waitingFor === 'line';
  return (
    <Notice
      tone="info"
      title={t(
        isLine
          ? 'send.waiting_line_text'
          : running.waitingFor === 'window'
            ? 'send.waiting_window_text'
            : 'send.waiting_api_text',
      )}
      actions={
        isLine ? (
          <Button isPending={look.isPending} onPress={() => void look.run({})}>
            {t('send.fix_line')}
          </Button>
        ) : undefined
      }
    >
      {notAfterMs !== null && t('send.waiting_until', { time: dateTime(notAfterMs) })}
    </Notice>
  );
}

function LiveBar({
  summary,
  running,
}: {
  readonly summary: Summary;
  readonly running: Running;
}): ReactElement {
  const t = useText();
  const pause = useAction('pauseSend', ['sendState', 'batch', 'listOutbox']);
  const [isAsking, setAsking] = useState(false);
  const isStopping = running.phase === 'stopping' || pause.isPending;
  return (
    <>
      <div className="grow">
        <ErrorNotice error={pause.error} />
        <p className="soft small">{t('send.pause_help')}</p>
      </div>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('send.stop_for_good')}
      </Button>
      <Button
        look="primary"
        size="large"
        icon={<Pause aria-hidden="true" />}
        isDisabled={isStopping}
        onPress={() => void pause.run({ batch: summary.batch })}
      >
        {t(isStopping ? 'send.pausing' : 'send.pause')}
      </Button>
      <CancelDialog
        batch={summary.batch}
        counts={running.counts}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
