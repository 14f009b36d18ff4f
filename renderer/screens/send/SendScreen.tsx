/** The send screen: one face for each moment in the life of a send list. */
import type { ReactElement } from 'react';
import { useParams } from 'wouter';
import type { AppError } from '../../../shared/errors.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { Before, type FaceProps } from './Before.tsx';
import { Done } from './Done.tsx';
import { Live } from './Live.tsx';
import { faceOf, type SendState } from './mode.ts';
import { SendPage } from './SendPage.tsx';
import { Stopped } from './Stopped.tsx';

/** The screen at `/batch/:id/send`. */
export function SendScreen(): ReactElement {
  const { id } = useParams<{ readonly id: string }>();
  const batch = useCall('batch', { batch: id });
  const state = useCall('sendState', {});
  const app = useCall('appState', {});
  const error = batch.error ?? state.error ?? app.error;
  if (error !== null) return <Failed error={error} />;
  if (!batch.isSuccess || !state.isSuccess || !app.isSuccess) return <Loading />;
  // A run that has just ended: why is being read. Until then it would seem to have been cut off.
  const isEnding = batch.isFetching && batch.data.summary.state === 'sending';
  if (isEnding && state.data.running?.batch !== id) return <Loading />;
  return <Faces key={id} batch={batch.data} app={app.data} state={state.data} />;
}

function Failed({ error }: { readonly error: AppError }): ReactElement {
  const t = useText();
  return (
    <Page title={t('send.title_plain')}>
      <ErrorNotice
        error={error}
        actions={<ButtonLink to={paths.outbox()}>{t('common.back_to_outbox')}</ButtonLink>}
      />
    </Page>
  );
}

function Faces({ batch, app, state }: FaceProps & { readonly state: SendState }): ReactElement {
  const { summary } = batch;
  const face = faceOf(summary, state);
  const behind = state.running?.name ?? null;
  const lastError = state.lastError?.batch === summary.batch ? state.lastError.error : null;
  switch (face.face) {
    case 'not_ready':
      return <NotReady batch={batch} />;
    case 'running':
      return <Live summary={summary} running={face.running} plan={batch.plan} />;
    case 'in_line':
      return <InLine batch={batch} behind={face.behind} />;
    case 'before':
      return <Before batch={batch} app={app} behind={behind} lastError={lastError} />;
    case 'stopped':
      return (
        <Stopped
          // Another reason is another question, with its fields as they are at first.
          key={face.stop.reason}
          batch={batch}
          app={app}
          stop={face.stop}
          behind={behind}
          lastError={lastError}
        />
      );
    case 'done':
      return <Done batch={batch} isCancelled={face.isCancelled} />;
  }
}

function NotReady({ batch: { summary } }: Pick<FaceProps, 'batch'>): ReactElement {
  const t = useText();
  return (
    <SendPage summary={summary}>
      <EmptyState
        title={t('send.not_ready')}
        actions={<ButtonLink to={paths.outbox()}>{t('common.back_to_outbox')}</ButtonLink>}
      >
        {t('send.not_ready_text')}
      </EmptyState>
    </SendPage>
  );
}

function InLine({
  batch: { summary },
  behind,
}: Pick<FaceProps, 'batch'> & { readonly behind: string | null }): ReactElement {
  const t = useText();
  const leave = useAction('pauseSend', ['sendState', 'batch', 'listOutbox']);
  return (
    <SendPage summary={summary} lead={t('send.keep_open')}>
      <ErrorNotice error={leave.error} />
      <EmptyState
        title={t('send.in_line')}
        actions={
          <Button
            isPending={leave.isPending}
            onPress={() => void leave.run({ batch: summary.batch })}
          >
            {t('send.leave_line')}
          </Button>
        }
      >
        {behind === null ? t('send.in_line_soon') : t('send.in_line_behind', { name: behind })}
      </EmptyState>
    </SendPage>
  );
}
