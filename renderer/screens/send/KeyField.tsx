/** Asks for the API key where it must be there before anything can leave. */
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { useText } from '../../i18n/text.tsx';

/** A field for the key, and where it is found. The key leaves the window at once and never comes back. */
export function KeyField({ help }: { readonly help: string }): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const [key, setKey] = useState('');
  const save = useAction('setApiKey', ['appState']);
  const open = useAction('openLink');
  const submit = async (): Promise<void> => {
    const answer = await save.run({ key: key.trim() });
    if (answer.ok) setKey('');
  };
  return (
    <div className="send-inline">
      <TextField
        label={t('send.key')}
        help={help}
        error={save.error === null ? null : errorText(save.error)}
        type="password"
        dir="ltr"
        value={key}
        onChange={setKey}
      />
      <Button
        isDisabled={key.trim() === ''}
        isPending={save.isPending}
        onPress={() => void submit()}
      >
        {t('send.save_key')}
      </Button>
      <Button look="quiet" onPress={() => void open.run({ link: 'profile' })}>
        {t('send.where_is_key')}
      </Button>
    </div>
  );
}
