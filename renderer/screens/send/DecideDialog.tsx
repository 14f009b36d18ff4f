/** A decision about messages in doubt: what follows from it, who takes it and why. On record. */
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { RadioGroup } from '../../components/Choice.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useToast } from '../../components/Toast.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import type { Summary } from './mode.ts';
import { Who } from './Who.tsx';

/** What is decided. */
export type How = 'as_sent' | 'send_again';

const WHYS = {
  as_sent: ['send.why_phoned_got', 'send.why_support_sent', 'send.why_not_twice'],
  send_again: ['send.why_phoned_missing', 'send.why_support_missing', 'send.why_must_arrive'],
} as const satisfies Readonly<Record<How, readonly MessageId[]>>;

const OTHER = 'other';

/** What it takes. */
export interface DecideDialogProps {
  readonly how: How;
  readonly summary: Summary;
  readonly app: CallOutput<'appState'>;
  /** The spreadsheet rows that it is about; none: all were settled while the question stood there. */
  readonly rows: readonly number[];
  /** engageSPARK was not asked yet about some of them, or its list may still be late. */
  readonly isUnasked: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Records the decision; afterwards the screen that comes next. */
function useDecide({ how, summary, rows, onClose, onDone }: DecideDialogProps) {
  const t = useText();
  const toast = useToast();
  const [, navigate] = useLocation();
  const decide = useAction('decideDoubt', ['doubts', 'batch', 'listOutbox', 'sendCheck']);
  const again = how === 'send_again';
  const run = async (why: string): Promise<void> => {
    const { batch } = summary;
    const answer = await decide.run({ batch, rows: [...rows], how, why });
    if (!answer.ok) return;
    const messages = rows.length;
    toast(t(again ? 'send.decided_again_done' : 'send.decided_sent_done', { messages }));
    onDone();
    onClose();
    if (again && answer.value.remaining === 0) navigate(paths.send(batch));
  };
  return { run, isPending: decide.isPending, error: decide.error };
}

/** The question. */
export function DecideDialog(props: DecideDialogProps): ReactElement {
  const { how, app, rows, onClose } = props;
  const messages = rows.length;
  const t = useText();
  const [why, setWhy] = useState('');
  const { run, isPending, error } = useDecide(props);
  const again = how === 'send_again';
  const footer = (
    <>
      <Button onPress={onClose}>{t('common.cancel')}</Button>
      <Button
        look={again ? 'danger' : 'primary'}
        isDisabled={messages === 0 || why.trim() === '' || app.person === null}
        isPending={isPending}
        onPress={() => void run(why)}
      >
        {t(again ? 'send.again_confirm' : 'send.as_sent_confirm', { messages })}
      </Button>
    </>
  );
  const title = t(again ? 'send.again_title' : 'send.as_sent_title', { messages });
  return (
    <Dialog title={title} isOpen onClose={onClose} role="alertdialog" footer={footer}>
      <div className="stack">
        <Notice tone={again ? 'warning' : 'info'}>
          {t(again ? 'send.again_text' : 'send.as_sent_text', { messages })}
        </Notice>
        {props.isUnasked && <Notice tone="warning">{t('send.decide_unasked')}</Notice>}
        {app.person === null ? (
          <Who app={app} />
        ) : (
          <p className="soft">{t('send.recorded_as', { name: app.person })}</p>
        )}
        <Why how={how} onWhy={setWhy} />
        <ErrorNotice error={error} />
      </div>
    </Dialog>
  );
}

function Why({
  how,
  onWhy,
}: {
  readonly how: How;
  readonly onWhy: (why: string) => void;
}): ReactElement {
  const t = useText();
  const [choice, setChoice] = useState<string | null>(null);
  const [own, setOwn] = useState('');
  const options = [
    ...WHYS[how].map((id) => ({ id: id as string, label: t(id) })),
    { id: OTHER, label: t('send.why_other') },
  ];
  return (
    <>
      <RadioGroup
        label={t('send.why_decide')}
        options={options}
        value={choice}
        onChange={(id) => {
          setChoice(id);
          onWhy(id === OTHER ? own : (options.find((option) => option.id === id)?.label ?? ''));
        }}
      />
      {choice === OTHER && (
        <TextField
          label={t('send.why_own')}
          value={own}
          onChange={(text) => {
            setOwn(text);
            onWhy(text);
          }}
          maxLength={500}
          autoFocus
        />
      )}
    </>
  );
}
