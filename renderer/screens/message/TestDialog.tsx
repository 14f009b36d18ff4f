/** *Send a test to my phone*: one real SMS, with its cost said before, and what became of it after. */
import { useState, type ReactElement } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { MessageState } from '../../../shared/domain/message.ts';
import { call, useCall } from '../../api/calls.ts';
import { MessageStateBadge } from '../../components/Badge.tsx';
import { Button, TextLink } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Money } from '../../components/Values.tsx';
import { T, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { liveText, type Recipient } from './liveText.ts';
import { say } from '../send/words.ts';
import { TestNeeds, useTestReadiness, type TestReadiness } from './TestNeeds.tsx';
import { stateOfOne, TEST_PLAN } from './testSend.ts';

/** What the dialog takes. */
export interface TestDialogProps {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
  /** Whose text is sent. */
  readonly recipient: Recipient | null;
  readonly onClose: () => void;
}

const ASK_MS = 1000;

/** Makes the list of one, and sends it. */
function useTest({ control, settings, recipient }: TestDialogProps) {
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const send = async (to: string): Promise<void> => {
    setBusy(true);
    setError(null);
    if (await control.flush()) {
      const seq = recipient?.message.seq ?? 1;
      const name = t('message.test_name', { name: settings.name || t('outbox.unnamed') });
      const made = await call('sendTest', { draft: control.id, seq, to, name });
      const started = made.ok
        ? await call('startSend', {
            batch: made.value.batch,
            plan: TEST_PLAN,
            despite: { sameText: true },
            why: t('message.test_why'),
          })
        : made;
      if (made.ok && started.ok) setBatch(made.value.batch);
      if (!started.ok) setError(started.error);
      // A test that did not leave must not lie in the outbox, where it would be sent some day.
      if (made.ok && !started.ok) await call('deleteBatch', { batch: made.value.batch });
    }
    setBusy(false);
  };
  /** A test that failed before it began is taken away again, too: its words have been read by then. */
  const tidyUp = async (): Promise<void> => {
    if (batch === null) return;
    const state = await call('sendState', {});
    if (state.ok && state.value.lastError?.batch === batch) await call('deleteBatch', { batch });
  };
  return { isBusy, error, batch, send, tidyUp };
}

const NEXT: Readonly<Partial<Record<MessageState, true>>> = {
  delivered: true,
  accepted: true,
  with_operator: true,
};

function Outcome({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  const list = useCall('batch', { batch }, { everyMs: ASK_MS });
  const send = useCall('sendState', {}, { everyMs: ASK_MS });
  if (list.error !== null) return <ListErrorNotice error={list.error} />;
  if (list.data === undefined) return <Loading label={t('message.test_leaving')} />;
  const { summary } = list.data;
  const state = stateOfOne(summary.counts);
  const failed = send.data?.lastError?.batch === batch ? send.data.lastError.error : null;
  return (
    <div className="stack" aria-live="polite">
      <p className="row">
        {t('message.test_state')} <MessageStateBadge state={state} />
      </p>
      {NEXT[state] === true && <Notice tone="success">{t('message.test_sent')}</Notice>}
      {failed !== null && <ListErrorNotice error={failed} />}
      {summary.stopped !== null && (
        <Notice tone="warning">
          <T
            id="message.test_stopped"
            values={{
              link: (chunks) => <TextLink to={paths.send(batch)}>{chunks}</TextLink>,
            }}
          />
        </Notice>
      )}
    </div>
  );
}

function Cost({ settings, recipient }: TestDialogProps): ReactElement | null {
  const t = useText();
  const app = useCall('appState', {});
  const prices = useCall('listPrices', {});
  const live = recipient === null ? null : liveText(settings, recipient);
  if (live?.kind !== 'text') return null;
  if (app.data?.mode === 'practice')
    return <Notice tone="info">{t('message.test_practice')}</Notice>;
  const price = prices.data?.find(({ country }) => country === recipient?.message.country);
  return (
    <Notice tone="info">
      {t('message.test_cost', { parts: live.segments.parts })}{' '}
      {price !== undefined && (
        <>
          {t('message.test_cost_about')}{' '}
          <Money micro={price.microPerPart * live.segments.parts} exact />
        </>
      )}
    </Notice>
  );
}

interface AskProps extends TestDialogProps {
  readonly to: string;
  readonly onTo: (to: string) => void;
  readonly error: AppError | null;
  readonly readiness: TestReadiness;
}

/** Before: to which phone, and what it costs. */
function Ask(props: AskProps): ReactElement {
  const { to, onTo, error, readiness } = props;
  const t = useText();
  const isBadNumber = error?.kind === 'bad_phone';
  return (
    <>
      <TextField
        label={t('message.test_number')}
        help={t('message.test_number_help')}
        value={to}
        onChange={onTo}
        type="tel"
        dir="ltr"
        maxLength={50}
        autoFocus
        error={isBadNumber ? t('message.test_bad_number') : null}
      />
      {readiness.app !== undefined && <TestNeeds app={readiness.app} />}
      <Cost {...props} />
      {error !== null && !isBadNumber && <ListErrorNotice error={error} />}
    </>
  );
}

function SendButton({
  readiness: { missing, isReady },
  isPending,
  to,
  onSend,
}: {
  readonly readiness: TestReadiness;
  readonly isPending: boolean;
  readonly to: string;
  readonly onSend: (to: string) => Promise<void>;
}): ReactElement {
  const t = useText();
  return (
    <>
      <div className="grow" aria-live="polite">
        {missing !== null && <p className="send-missing">{say(t, missing)}</p>}
      </div>
      <Button
        look="primary"
        isPending={isPending}
        isDisabled={!isReady || to.trim() === ''}
        onPress={() => void onSend(to)}
      >
        {t('message.test_send')}
      </Button>
    </>
  );
}

/** The dialog. */
export function TestDialog(props: TestDialogProps): ReactElement {
  const t = useText();
  const [to, setTo] = useState('');
  const { isBusy, error, batch, send, tidyUp } = useTest(props);
  const close = (): void => {
    void tidyUp();
    props.onClose();
  };
  const readiness = useTestReadiness();
  const closeButton = (
    <Button look="primary" onPress={close}>
      {t('common.close')}
    </Button>
  );
  return (
    <Dialog
      title={t('message.test_title')}
      isOpen
      onClose={close}
      footer={
        batch === null ? (
          <SendButton {...{ readiness, isPending: isBusy, to, onSend: send }} />
        ) : (
          closeButton
        )
      }
    >
      {batch === null ? (
        <Ask {...props} to={to} onTo={setTo} error={error} readiness={readiness} />
      ) : (
        <Outcome batch={batch} />
      )}
    </Dialog>
  );
}
