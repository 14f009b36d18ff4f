/** The sender name: what phones show as the sender, checked while it is typed. */
import { useState, type ReactElement } from 'react';
import { checkSender } from '../../../shared/domain/sender.ts';
import type { SenderProblem } from '../../../shared/errors.ts';
import { call, useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { TextField } from '../../components/TextField.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';

const PROBLEMS: Readonly<Record<SenderProblem, MessageId>> = {
  empty: 'message.sender_empty',
  too_long: 'message.sender_too_long',
  bad_character: 'message.sender_bad_character',
  bad_number: 'message.sender_bad_number',
};

function faultOf(text: string, isNeeded: boolean): SenderProblem | null {
  if (text.trim() === '' && !isNeeded) return null;
  const checked = checkSender(text);
  return checked.ok ? null : checked.error;
}

function AboutSenders(): ReactElement {
  const t = useText();
  return (
    <div className="row">
      <Button
        look="quiet"
        size="small"
        onPress={() => void call('openLink', { link: 'sender_ids' })}
      >
        {t('message.sender_link')}
      </Button>
    </div>
  );
}

/** The field. Emptied, the account's own sender name is used. */
export function SenderField({
  control,
  settings,
}: {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
}): ReactElement {
  const t = useText();
  const app = useCall('appState', {});
  const usual = app.data?.account?.sender ?? null;
  const [text, setText] = useState(settings.sender ?? '');
  const isNeeded = app.data !== undefined && usual === null && settings.senderColumn === null;
  // That there is none is said once the field was left: nobody has done anything wrong before.
  const [isTouched, setTouched] = useState(false);
  const fault = faultOf(text, isNeeded && isTouched);
  const type = (next: string): void => {
    setText(next);
    control.change({ sender: next.trim() === '' ? null : next.trim() });
  };
  return (
    <Card title={t('message.sender_title')}>
      {settings.senderColumn !== null && (
        <p className="soft">{t('message.sender_by_column', { column: settings.senderColumn })}</p>
      )}
      <div className="message-sender">
        <TextField
          label={t('message.sender')}
          help={t('message.sender_help')}
          value={text}
          onChange={type}
          onCommit={() => setTouched(true)}
          {...(usual === null ? {} : { placeholder: t('message.sender_usual', { sender: usual }) })}
          dir="ltr"
          maxLength={40}
          error={fault === null ? null : t(PROBLEMS[fault])}
        />
      </div>
      <AboutSenders />
    </Card>
  );
}
