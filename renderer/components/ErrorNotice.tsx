/** An expected failure on the screen, in words, with what can be done. */
import type { ReactElement, ReactNode } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { errorMessage } from '../i18n/errorText.ts';
import { useMessage } from '../i18n/message.ts';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { Notice, type Tone } from './Notice.tsx';

/** The text of a failure, in the current language. */
export function useErrorText(): (error: AppError) => string {
  const message = useMessage();
  return (error) => message(errorMessage(error));
}

/** What it takes. */
export interface ErrorNoticeProps {
  /** `null`: nothing is shown, so that the place of the notice can stay in the screen. */
  readonly error: AppError | null;
  readonly title?: ReactNode;
  readonly tone?: Tone;
  /** Reads or does it again. */
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** Shows a failure where it happened, and tells it to screen readers at once. */
export function ErrorNotice({
  error,
  title,
  tone = 'danger',
  onRetry,
  actions,
}: ErrorNoticeProps): ReactElement | null {
  const t = useText();
  const text = useErrorText();
  if (error === null) return null;
  return (
    <Notice
      tone={tone}
      announce="alert"
      title={title}
      actions={
        <>
          {onRetry !== undefined && <Button onPress={onRetry}>{t('common.try_again')}</Button>}
          {actions}
        </>
      }
    >
      {text(error)}
    </Notice>
  );
}
