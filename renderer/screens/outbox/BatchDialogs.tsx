/** Questions about a send list: its name, and whether to delete it. */
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useToast } from '../../components/Toast.tsx';
import { T, useText } from '../../i18n/text.tsx';
import type { Batch } from './outboxView.ts';

interface Props {
  readonly batch: Batch;
  readonly onClose: () => void;
}

/** Gives a send list another name. */
export function RenameBatch({ batch, onClose }: Props): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const rename = useAction('renameBatch', ['listOutbox']);
  const [name, setName] = useState(batch.name);
  return (
    <FormDialog
      title={t('outbox.rename_title')}
      submitLabel={t('common.save')}
      onClose={onClose}
      canSubmit={name.trim() !== ''}
      onSubmit={async () => (await rename.run({ batch: batch.batch, name: name.trim() })).ok}
    >
      <TextField
        label={t('outbox.name')}
        value={name}
        onChange={setName}
        maxLength={200}
        autoFocus
        error={rename.error === null ? null : errorText(rename.error)}
      />
    </FormDialog>
  );
}

/** Deletes a list of which nothing has left. */
export function DeleteBatch({ batch, onClose }: Props): ReactElement {
  const t = useText();
  const toast = useToast();
  const errorText = useErrorText();
  const remove = useAction('deleteBatch', ['listOutbox']);
  const confirm = async (): Promise<void> => {
    const answer = await remove.run({ batch: batch.batch });
    if (answer.ok) toast(t('outbox.list_deleted', { name: batch.name }));
    else toast(errorText(answer.error), 'danger');
  };
  return (
    <ConfirmDialog
      title={t('outbox.delete_list_title')}
      isOpen
      isDanger
      onClose={onClose}
      confirmLabel={t('outbox.delete_list')}
      onConfirm={confirm}
    >
      <p>
        <T id="outbox.delete_list_text" values={{ name: batch.name, total: batch.total }} />
      </p>
    </ConfirmDialog>
  );
}
