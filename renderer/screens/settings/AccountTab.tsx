/** The account at engageSPARK, and what is usual for every list. */
import { useState, type ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Button, TextLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { T, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { useAccountForm } from '../account/accountForm.tsx';
import { TestAccount, useKeyForm } from '../account/keyForm.tsx';
import { PanelCard } from '../account/panel.tsx';

interface Props {
  readonly state: AppState;
}

/** Settings of practice mode are those of the practice data: they change nothing real. */
function PracticeNotice({ state }: Props): ReactElement | null {
  const t = useText();
  return state.mode === 'practice' ? <Notice>{t('settings.in_practice')}</Notice> : null;
}

function ForgetKey({ state }: Props): ReactElement | null {
  const t = useText();
  const forget = useAction('forgetApiKey');
  const [isAsking, setAsking] = useState(false);
  if (state.key.state !== 'set') return null;
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('settings.forget_key')}
      </Button>
      <ConfirmDialog
        title={t('settings.forget_key_title')}
        isOpen={isAsking}
        isDanger
        onClose={() => setAsking(false)}
        confirmLabel={t('settings.forget_key')}
        onConfirm={() => forget.run({})}
      >
        <p>{t('settings.forget_key_text')}</p>
      </ConfirmDialog>
    </>
  );
}

/** Organisation, key and the test of both. */
export function AccountTab({ state }: Props): ReactElement {
  const t = useText();
  const account = useAccountForm(state, ['organisation', 'address']);
  const key = useKeyForm(state);
  return (
    <div className="stack-large">
      <PracticeNotice state={state} />
      <PanelCard title={t('settings.organisation')} form={account} />
      {state.account === null ? (
        <p className="soft">{t('settings.key_after_org')}</p>
      ) : (
        <>
          <PanelCard title={t('settings.key')} form={key} />
          <Card title={t('settings.test_title')}>
            <TestAccount state={state} />
            <div>
              <ForgetKey state={state} />
            </div>
          </Card>
        </>
      )}
    </div>
  );
}

/** What is usual for every list: sender name and country. */
export function DefaultsTab({ state }: Props): ReactElement {
  const t = useText();
  const form = useAccountForm(state, ['defaults']);
  if (state.account === null) {
    return (
      <Notice>
        <T
          id="settings.defaults_after_org"
          values={{
            link: (words) => <TextLink to={paths.settings('account')}>{words}</TextLink>,
          }}
        />
      </Notice>
    );
  }
  return (
    <div className="stack-large">
      <PracticeNotice state={state} />
      <PanelCard title={t('settings.tab_defaults')} form={form} />
    </div>
  );
}
