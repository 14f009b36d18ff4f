/** Before the send: who, when, at most how much, and one button with the numbers on it. */
import { Send } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useCall } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { GuardList } from './GuardList.tsx';
import { blocker, guards, type GuardFacts } from './guards.ts';
import { AccountNeeds, Unpriced } from './Needs.tsx';
import { sendNumbers } from './numbers.ts';
import { withWaitEnd } from './plan.ts';
import { PlanForm, type PlanFormProps } from './PlanForm.tsx';
import { SendFacts } from './SendFacts.tsx';
import { SendPage } from './SendPage.tsx';
import { sendLabel } from './sendLabel.ts';
import { useNow } from './useNow.ts';
import { usePlan } from './usePlan.ts';
import { useStart, type Start } from './useStart.ts';
import { Who } from './Who.tsx';
import { say, words } from './words.ts';

type Batch = CallOutput<'batch'>;
type App = CallOutput<'appState'>;

/** What a face of the send screen takes. */
export interface FaceProps {
  readonly batch: Batch;
  readonly app: App;
}

/** What a face takes from which a send can be started. */
export interface StartFaceProps {
  /** The name of another list that is being sent. */
  readonly behind: string | null;
  /** Why the last run ended before it began. */
  readonly lastError: AppError | null;
}

/** The face before anything has left. */
export function Before(props: FaceProps & StartFaceProps): ReactElement {
  const { batch, app, behind, lastError } = props;
  const { summary } = batch;
  const id = summary.batch;
  const asked = useCall('sendCheck', { batch: id });
  const check = asked.data ?? null;
  const nowMs = useNow();
  const [plan, dispatch] = usePlan(id, withWaitEnd(batch.plan, nowMs), check);
  const [isMaximumUnreadable, setUnreadable] = useState(false);
  const t = useText();
  const formats = useFormats();
  const start = useStart(id);
  const { left: queued, inDoubt } = sendNumbers(summary.counts);
  const known = { app, plan, check, queued, inDoubt, behind, nowMs };
  const facts: GuardFacts = { ...known, isMaximumUnreadable };
  return (
    <SendPage
      summary={summary}
      lead={t('send.lead_before')}
      actions={<ButtonLink to={paths.preview(id)}>{t('send.see_messages')}</ButtonLink>}
      footer={<SendBar facts={facts} start={start} isReckoning={asked.isPending} />}
    >
      <ErrorNotice error={app.frozen ?? lastError} />
      <SendFacts batch={batch} check={check} isAsking={asked.isPending} />
      <GuardList
        guards={guards(facts, formats)}
        batch={id}
        nowMs={nowMs}
        suggestedMicro={check?.suggestedBudgetMicro ?? null}
        dispatch={dispatch}
      />
      <Unpriced batch={batch} plan={plan} />
      <SendForm {...{ app, plan, dispatch, check, nowMs }} onUnreadable={setUnreadable} />
    </SendPage>
  );
}

function SendForm({ app, ...form }: Pick<FaceProps, 'app'> & PlanFormProps): ReactElement {
  return (
    <Card>
      <div className="send-form">
        <div className="send-short">
          <Who app={app} />
        </div>
        <AccountNeeds app={app} />
        <PlanForm {...form} />
      </div>
    </Card>
  );
}

function SendBar({
  facts,
  start,
  isReckoning,
}: {
  readonly facts: GuardFacts;
  readonly start: Start;
  /** A maximum is about to be proposed: a send that begins before it would have none. */
  readonly isReckoning: boolean;
}): ReactElement {
  const t = useText();
  const formats = useFormats();
  const missing = blocker(facts) ?? (isReckoning ? words('send.need_estimate') : null);
  const { plan, queued, check } = facts;
  const leaving = queued - (check?.optedOut ?? 0);
  return (
    <>
      <div className="grow" aria-live="polite">
        <ErrorNotice error={start.error} />
        {missing !== null && <p className="send-missing">{say(t, missing)}</p>}
        {missing === null && plan.budgetMicro === null && (
          <p className="send-missing">{t('send.no_maximum')}</p>
        )}
        {missing === null && plan.budgetMicro !== null && (
          <p className="soft small">{t('send.on_record')}</p>
        )}
      </div>
      <Button
        look="primary"
        size="large"
        icon={<Send aria-hidden="true" />}
        isDisabled={missing !== null}
        isPending={start.isPending}
        onPress={() => void start.run({ plan })}
      >
        {say(t, sendLabel(plan, leaving, formats))}
      </Button>
    </>
  );
}
