/** A send that stopped: where it stands, why, and the choices as buttons that do them. */
import { useState, type ReactElement } from 'react';
import type { StopReason } from '../../../shared/domain/batch.ts';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { FaceProps, StartFaceProps } from './Before.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { Counts } from './Counts.tsx';
import { GuardList } from './GuardList.tsx';
import { guards } from './guards.ts';
import { AccountNeeds } from './Needs.tsx';
import { sendNumbers } from './numbers.ts';
import { PlanForm } from './PlanForm.tsx';
import { SendPage } from './SendPage.tsx';
import { StopQuestion } from './StopQuestion.tsx';
import { stoppedLine, stopView } from './stops.ts';
import type { StopFacts } from './stopTypes.ts';
import { useNow } from './useNow.ts';
import { usePlan } from './usePlan.ts';
import { Who } from './Who.tsx';
import { say } from './words.ts';

/** The face of a stopped send. */
export function Stopped({
  batch,
  app,
  stop,
  behind,
  lastError,
}: FaceProps & StartFaceProps & { readonly stop: StopReason }): ReactElement {
  const t = useText();
  const formats = useFormats();
  const { summary } = batch;
  const check = useCall('sendCheck', { batch: summary.batch });
  const prices = useCall('listPrices', {});
  const [plan, dispatch] = usePlan(batch.plan, null);
  const nowMs = useNow();
  const countries = new Set(batch.byCountry.map(({ country }) => country));
  const facts: StopFacts = {
    summary,
    plan,
    queuedMicro: check.data?.queuedMicro ?? 0,
    prices: (prices.data ?? []).filter(({ country }) => countries.has(country)),
    lastSentAtMs: batch.lastSentAtMs,
    nowMs,
  };
  const { left } = sendNumbers(summary.counts);
  const known = check.data ?? null;
  const view = stopView(stop, facts, formats);
  // Only this question is made of what is still being asked for.
  const isKnown = stop.reason !== 'canary_price' || !(check.isPending || prices.isPending);
  // What the question is about is not said a second time as a guard.
  const hours = stop.reason === 'window' ? null : plan.window;
  const around = {
    app,
    plan: { ...plan, window: hours },
    check: null,
    queued: left,
    inDoubt: 0,
    behind,
    nowMs,
  };
  return (
    <SendPage
      summary={summary}
      lead={say(t, stoppedLine(facts, formats))}
      footer={<StopBar summary={summary} />}
    >
      <ErrorNotice error={lastError} />
      <Card>
        <Counts counts={summary.counts} />
      </Card>
      {app.person === null && (
        <Card>
          <Who app={app} />
        </Card>
      )}
      {stop.reason !== 'refused' && <AccountNeeds app={app} />}
      <GuardList
        guards={
          stop.reason === 'offline' || stop.reason === 'certificate' ? [] : guards(around, formats)
        }
        batch={summary.batch}
        nowMs={nowMs}
        suggestedMicro={known?.suggestedBudgetMicro ?? null}
        dispatch={dispatch}
      />
      {isKnown ? (
        <StopQuestion
          key={view.asked.maximumMicro ?? 0}
          batch={batch}
          app={app}
          plan={plan}
          view={view}
          nowMs={nowMs}
        />
      ) : (
        <Loading />
      )}
      {left > 0 && (
        <Card>
          <Disclosure title={t('send.change_plan')} level={2}>
            <div className="send-form">
              <div className="send-short">
                <Who app={app} />
              </div>
              <PlanForm plan={plan} dispatch={dispatch} check={known} nowMs={nowMs} />
            </div>
          </Disclosure>
        </Card>
      )}
    </SendPage>
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
