/** "Stop: don't send the rest": asked with the numbers, because it cannot be taken back. */
import { useState, type ReactElement } from 'react';
import type { MessageCounts } from '../../../shared/domain/message.ts';
import { useAction } from '../../api/calls.ts';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useText } from '../../i18n/text.tsx';
import { sendNumbers } from './numbers.ts';

/** The question. */
export function CancelDialog({
  batch,
  counts,
  isOpen,
  onClose,
}: {
  readonly batch: string;
  readonly counts: Partial<MessageCounts>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const [why, setWhy] = useState('');
  const cancel = useAction('cancelSend', ['sendState', 'batch', 'listOutbox']);
  const { sent, left, inDoubt } = sendNumbers(counts);
  return (
    <ConfirmDialog
      title={t('send.cancel_title', { left })}
      isOpen={isOpen}
      onClose={onClose}
      confirmLabel={t('send.stop_for_good')}
      cancelLabel={t('send.cancel_back')}
      isDanger
      onConfirm={() => cancel.run({ batch, why })}
    >
      <div className="stack">
        <p>{t('send.cancel_text', { left, sent })}</p>
        {inDoubt > 0 && <p>{t('send.cancel_doubt', { messages: inDoubt })}</p>}
        <TextField label={t('send.why')} value={why} onChange={setWhy} maxLength={500} />
      </div>
    </ConfirmDialog>
  );
}
