/** Dialogs: a question or a small task over the screen. Escape and the cross close them. */
import { X } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { AppError, Result } from '../../shared/errors.ts';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import './Dialog.css';

/** What a dialog takes. */
export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the lower edge; the one that goes on stands last. */
  readonly footer?: ReactNode;
  readonly size?: 'normal' | 'wide';
  /** `alertdialog` for a question that must be answered: a click beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
}

/** A dialog over the screen. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  size = 'normal',
  role = 'dialog',
}: DialogProps): ReactElement {
  const t = useText();
  return (
    <ModalOverlay
      className="dialog-overlay"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog'}
    >
      <Modal className="dialog-modal" data-size={size}>
        <AriaDialog className="dialog" role={role}>
          <header className="dialog-header">
            <Heading slot="title" level={2} className="grow">
              {title}
            </Heading>
            <Button
              look="quiet"
              size="small"
              icon={<X aria-hidden="true" />}
              aria-label={t('common.close')}
              onPress={onClose}
            />
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-footer">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What a question takes. */
export interface ConfirmDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What follows from it, in full sentences. */
  readonly children: ReactNode;
  /** The verb: "Delete the list", never "OK". */
  readonly confirmLabel: string;
  /** Where "Cancel" could be taken for the very thing that is asked about. */
  readonly cancelLabel?: string;
  readonly isDanger?: boolean;
  readonly isConfirmDisabled?: boolean;
  /** Closes when it is done; a failed answer is said instead, and the question stays. */
  readonly onConfirm: () => Promise<Result<unknown> | void>;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, isOpen, onClose, children } = props;
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const close = (): void => {
    setError(null);
    onClose();
  };
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await props.onConfirm();
    setBusy(false);
    if (answer?.ok === false) setError(answer.error);
    else close();
  };
  const footer = (
    <>
      <Button onPress={close}>{props.cancelLabel ?? t('common.cancel')}</Button>
      <Button
        look={props.isDanger === true ? 'danger' : 'primary'}
        isPending={isBusy}
        isDisabled={props.isConfirmDisabled ?? false}
        onPress={() => void confirm()}
      >
        {props.confirmLabel}
      </Button>
    </>
  );
  return (
    <Dialog title={title} isOpen={isOpen} onClose={close} role="alertdialog" footer={footer}>
      {children}
      <ErrorNotice error={error} />
    </Dialog>
  );
}
