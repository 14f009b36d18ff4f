/** A dialog with fields: Enter in a field or the button sends it, and it closes when that worked. */
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

/** What a dialog with fields takes. */
export interface FormDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** The verb of the button. */
  readonly submitLabel: string;
  /** Does it; `true` closes the dialog, `false` leaves it open (its fields say why). */
  readonly onSubmit: () => Promise<boolean>;
  /** Whether the fields can be sent as they are. */
  readonly canSubmit: boolean;
  readonly children: ReactNode;
}

/** A dialog with fields; render it only while it is open. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const t = useText();
  const form = useId();
  const [isBusy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    if (!props.canSubmit || isBusy) return;
    setBusy(true);
    const isDone = await props.onSubmit();
    setBusy(false);
    if (isDone) props.onClose();
  };
  const footer = (
    <>
      <Button onPress={props.onClose}>{t('common.cancel')}</Button>
      <Button
        look="primary"
        type="submit"
        form={form}
        isDisabled={!props.canSubmit}
        isPending={isBusy}
      >
        {props.submitLabel}
      </Button>
    </>
  );
  return (
    <Dialog title={props.title} isOpen onClose={props.onClose} footer={footer}>
      <form
        id={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {props.children}
      </form>
    </Dialog>
  );
}
