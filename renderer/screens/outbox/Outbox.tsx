/** The home screen: what waits for the operator, what is being sent, what is being prepared. */
import { Repeat } from 'lucide-react';
import type { ReactElement } from 'react';
import { Redirect, useLocation } from 'wouter';
import { useAppState } from '../../api/appState.ts';
import { useCall, useReadAgain } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { AttentionList } from './Attention.tsx';
import { Batches } from './Batches.tsx';
import { Drafts } from './Drafts.tsx';
import { isEmpty, lastSent, type Batch, type Draft, type OutboxAnswer } from './outboxView.ts';
import { SetUpNotice } from './SetUpNotice.tsx';
import { Welcome } from './Welcome.tsx';

/** Begins a list with the columns, the message and the settings of an earlier one. */
function useRepeat(): (batch: Batch) => void {
  const [, go] = useLocation();
  return ({ batch }) => go(paths.repeatList(batch));
}

function Content({
  outbox,
  drafts,
}: {
  readonly outbox: OutboxAnswer;
  readonly drafts: readonly Draft[];
}): ReactElement {
  const t = useText();
  const state = useAppState();
  const repeat = useRepeat();
  const last = lastSent(outbox.batches);
  const empty = isEmpty(outbox, drafts);
  const actions = last !== null && (
    <Button icon={<Repeat aria-hidden="true" />} onPress={() => repeat(last)}>
      {t('outbox.repeat_last')}
    </Button>
  );
  return (
    <Page title={t('outbox.title')} actions={actions}>
      {state !== undefined && <ErrorNotice error={state.frozen} />}
      <AttentionList items={outbox.attention} />
      {state !== undefined && <SetUpNotice state={state} />}
      {empty && <Welcome isPractice={state?.mode === 'practice'} />}
      <Batches batches={outbox.batches} onRepeat={repeat} />
      <Drafts drafts={drafts} />
    </Page>
  );
}

/** The home screen. */
export function Outbox(): ReactElement {
  const t = useText();
  const state = useAppState();
  const outbox = useCall('listOutbox', {});
  const drafts = useCall('listDrafts', {});
  const readAgain = useReadAgain();
  // The first start asks what is needed; whoever skips it is not asked again.
  if (state !== undefined && isFirstStart(state)) return <Redirect to={paths.start()} replace />;
  const error = outbox.error ?? drafts.error;
  if (error !== null) {
    return (
      <Page title={t('outbox.title')}>
        <ErrorNotice error={error} onRetry={() => readAgain('listOutbox', 'listDrafts')} />
      </Page>
    );
  }
  if (outbox.data === undefined || drafts.data === undefined) return <Loading />;
  return <Content outbox={outbox.data} drafts={drafts.data} />;
}

function isFirstStart(state: NonNullable<ReturnType<typeof useAppState>>): boolean {
  return !state.preferences.firstStartDone && state.mode === 'live' && state.account === null;
}
