/** The API key: entered once, never shown again, and tested without sending anything. */
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNotice, useErrorText } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { T, useFormats, useText } from '../../i18n/text.tsx';
import { WebLink, type PanelForm } from './panel.tsx';

/** What is known of the key. */
export function KeyState({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const { key } = state;
  switch (key.state) {
    case 'set':
      return <p>{t('settings.key_set', { last4: key.last4 ?? '' })}</p>;
    case 'not_set':
      return <p className="soft">{t('settings.key_not_set')}</p>;
    case 'must_ask':
      return <Notice>{t('settings.key_must_ask')}</Notice>;
    case 'unreadable':
      return <Notice tone="warning">{t('settings.key_unreadable')}</Notice>;
  }
}

/** The form of the key. */
export function useKeyForm(state: AppState): PanelForm {
  const t = useText();
  const errorText = useErrorText();
  const set = useAction('setApiKey');
  const [key, setKey] = useState('');
  const save = async (): Promise<boolean> => {
    const answer = await set.run({ key: key.trim() });
    // The window forgets it at once, whatever became of it.
    if (answer.ok) setKey('');
    return answer.ok;
  };
  const fields = (
    <>
      <KeyState state={state} />
      <div className="account-field">
        <TextField
          label={state.key.state === 'set' ? t('settings.new_key') : t('settings.key')}
          help={t('settings.key_help')}
          type="password"
          value={key}
          onChange={setKey}
          error={set.error === null ? null : errorText(set.error)}
          dir="ltr"
          maxLength={500}
        />
        <WebLink link="profile">{t('settings.find_key')}</WebLink>
      </div>
    </>
  );
  return { fields, isUntouched: key === '', canSave: key.trim() !== '', save };
}

type Outcome = CallOutput<'testAccount'>;

function OutcomeNotice({ outcome }: { readonly outcome: Outcome }): ReactElement {
  const t = useText();
  const { money } = useFormats();
  switch (outcome.outcome) {
    case 'confirmed':
      return (
        <Notice tone="success" announce="status" title={t('settings.test_confirmed')}>
          {outcome.balanceMicro !== null && (
            <T id="settings.test_balance" values={{ balance: money(outcome.balanceMicro) }} />
          )}
        </Notice>
      );
    case 'not_confirmed':
      return (
        <Notice tone="info" announce="status">
          {t('settings.test_not_confirmed')}
        </Notice>
      );
    case 'wrong_key':
      return (
        <Notice tone="danger" announce="alert">
          {t('settings.test_wrong_key')}
        </Notice>
      );
    case 'failed':
      return <ErrorNotice error={outcome.error} tone="warning" />;
  }
}

/** Asks engageSPARK whether the key fits the organisation. Nothing is sent. */
export function TestAccount({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const test = useAction('testAccount');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = async (): Promise<void> => {
    setOutcome(null);
    const answer = await test.run({});
    if (answer.ok) setOutcome(answer.value);
  };
  const canTest = state.account !== null && state.key.state === 'set';
  return (
    <div className="stack-small">
      <div>
        <Button isDisabled={!canTest} isPending={test.isPending} onPress={() => void run()}>
          {t('settings.test')}
        </Button>
      </div>
      <p className="field-help">{t('settings.test_help')}</p>
      <ErrorNotice error={test.error} />
      {outcome !== null && <OutcomeNotice outcome={outcome} />}
    </div>
  );
}
