/** A send that stopped: where it stands, why, and the choices as buttons that do them. */
import { useState, type ReactElement } from 'react';
import type { StopReason } from '../../../shared/domain/batch.ts';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useFormats, useText, type Formats } from '../../i18n/text.tsx';
import type { FaceProps, StartFaceProps } from './Before.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { Counts } from './Counts.tsx';
import { GuardList, type GuardListProps } from './GuardList.tsx';
import { guards, type Guard, type GuardFacts } from './guards.ts';
import { AccountNeeds } from './Needs.tsx';
import { sendNumbers } from './numbers.ts';
import type { Plan } from './plan.ts';
import { PlanForm, type PlanFormProps } from './PlanForm.tsx';
import { SendPage } from './SendPage.tsx';
import { StopQuestion, type StopQuestionProps } from './StopQuestion.tsx';
import { stoppedLine, stopView } from './stops.ts';
import type { StopFacts } from './stopTypes.ts';
import { useNow } from './useNow.ts';
import { usePlan } from './usePlan.ts';
import { Who } from './Who.tsx';
import { say } from './words.ts';

/** What it takes. */
type StoppedProps = FaceProps & StartFaceProps & { readonly stop: StopReason };

/** Reasons that say everything about the line themselves. */
const LINE_REASONS: ReadonlySet<StopReason['reason']> = new Set(['offline', 'certificate']);

/** What stands in the way beside the reason itself: that is not said twice. */
function guardsBeside(stop: StopReason, facts: GuardFacts, formats: Formats): readonly Guard[] {
  if (LINE_REASONS.has(stop.reason)) return [];
  const window = stop.reason === 'window' ? null : facts.plan.window;
  const plan = { ...facts.plan, window };
  return guards({ ...facts, plan, check: null, inDoubt: 0 }, formats);
}

function Beside({
  stop,
  facts,
  ...rest
}: Pick<StoppedProps, 'stop'> &
  Pick<GuardListProps, 'batch' | 'dispatch'> & { readonly facts: GuardFacts }): ReactElement {
  const formats = useFormats();
  return (
    <GuardList
      {...rest}
      guards={guardsBeside(stop, facts, formats)}
      nowMs={facts.nowMs}
      suggestedMicro={facts.check?.suggestedBudgetMicro ?? null}
    />
  );
}

/** What the question is made of. */
function useStopFacts({ batch }: StoppedProps, plan: Plan, nowMs: number) {
  const check = useCall('sendCheck', { batch: batch.summary.batch });
  const prices = useCall('listPrices', {});
  const countries = new Set(batch.byCountry.map(({ country }) => country));
  const facts: StopFacts = {
    summary: batch.summary,
    plan,
    queuedMicro: check.data?.queuedMicro ?? 0,
    // With another country in the list nobody can say whose price the answer was.
    prices:
      countries.size > 1 ? [] : (prices.data ?? []).filter(({ country }) => countries.has(country)),
    lastSentAtMs: batch.lastSentAtMs,
    nowMs,
  };
  return { facts, check: check.data ?? null, isKnown: !(check.isPending || prices.isPending) };
}

/** The face of a stopped send. */
export function Stopped(props: StoppedProps): ReactElement {
  const { batch, app, stop, behind, lastError } = props;
  const t = useText();
  const formats = useFormats();
  const [plan, dispatch] = usePlan(batch.summary.batch, batch.plan, null);
  const [isPlanUnreadable, onUnreadable] = useState(false);
  const nowMs = useNow();
  const { facts, check, isKnown } = useStopFacts(props, plan, nowMs);
  const { summary } = batch;
  const { left: queued } = sendNumbers(summary.counts);
  const view = stopView(stop, facts, formats);
  const around: GuardFacts = { app, plan, check, queued, inDoubt: 0, behind, nowMs };
  return (
    <SendPage
      summary={summary}
      lead={say(t, stoppedLine(facts, formats))}
      footer={<StopBar summary={summary} />}
    >
      <ErrorNotice error={app.frozen ?? lastError} />
      <Missing app={app} stop={stop} />
      <Beside stop={stop} facts={around} batch={summary.batch} dispatch={dispatch} />
      {/* Only the question about a price is made of what may still be asked for. */}
      {isKnown || stop.reason !== 'canary_price' ? (
        <Question {...{ batch, app, view, plan, nowMs, isPlanUnreadable }} />
      ) : (
        <Loading />
      )}
      {/* The line above has the sums: the button that goes on must be in sight first. */}
      <Card>
        <Counts counts={summary.counts} />
      </Card>
      {queued > 0 && (
        <Change
          {...{ app, plan, dispatch, check, nowMs, onUnreadable }}
          // Two fields for one maximum: whichever was meant, the other would count.
          withMaximum={view.asked.maximumMicro === undefined}
        />
      )}
    </SendPage>
  );
}

/** Another sum is another question, with its fields as they are at first. */
function Question(props: StopQuestionProps): ReactElement {
  return <StopQuestion key={props.view.asked.maximumMicro ?? 0} {...props} />;
}

/** Who is working, and the account, where nothing can go on without. */
function Missing({ app, stop }: Pick<StoppedProps, 'app' | 'stop'>): ReactElement {
  return (
    <>
      {app.person === null && (
        <Card>
          <Who app={app} />
        </Card>
      )}
      {stop.reason !== 'refused' && <AccountNeeds app={app} />}
    </>
  );
}

function Change({ app, ...form }: Pick<FaceProps, 'app'> & PlanFormProps): ReactElement {
  const t = useText();
  return (
    <Card>
      <Disclosure title={t('send.change_plan')} level={2}>
        <div className="send-form">
          <div className="send-short">
            <Who app={app} />
          </div>
          <PlanForm {...form} />
        </div>
      </Disclosure>
    </Card>
  );
}

function StopBar({ summary }: { readonly summary: FaceProps['batch']['summary'] }): ReactElement {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <p className="soft small grow">{t('send.stop_for_good_help')}</p>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('send.stop_for_good')}
      </Button>
      <CancelDialog
        batch={summary.batch}
        counts={summary.counts}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
