/** Says what is missing before something can be sent. Preparing needs none of it. */
import type { ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { ButtonLink } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';

/** The first thing that is missing, if any. */
export function missingForSending(
  state: Pick<AppState, 'mode' | 'account' | 'key'>,
): MessageId | null {
  if (state.mode === 'practice') return null;
  if (state.account === null) return 'outbox.missing_account';
  switch (state.key.state) {
    case 'set':
      return null;
    case 'not_set':
      return 'outbox.missing_key';
    case 'must_ask':
      return 'outbox.key_asked_each_start';
    case 'unreadable':
      return 'outbox.key_unreadable';
  }
}

/** What is missing, and the way to it. */
export function SetUpNotice({ state }: { readonly state: AppState }): ReactElement | null {
  const t = useText();
  const missing = missingForSending(state);
  if (missing === null) return null;
  return (
    <Notice
      actions={<ButtonLink to={paths.settings('account')}>{t('outbox.set_up_account')}</ButtonLink>}
    >
      {t(missing)}
    </Notice>
  );
}
