/** Who is working: every send and every decision is recorded with this name. */
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useText } from '../../i18n/text.tsx';

const SOMEBODY_NEW = 'new';

/** The names of those who work here, and a field for one who is new. */
export function Who({ app }: { readonly app: CallOutput<'appState'> }): ReactElement {
  const t = useText();
  const names = app.people.filter(({ retired }) => !retired).map(({ name }) => name);
  const [isNew, setNew] = useState(names.length === 0);
  const choose = useAction('choosePerson', ['appState']);
  const options = [
    ...names.map((name) => ({ id: `name:${name}`, label: name })),
    { id: SOMEBODY_NEW, label: t('send.somebody_new') },
  ];
  if (isNew) return <NewName mayChoose={names.length > 0} onDone={() => setNew(false)} />;
  return (
    <Select
      label={t('send.who')}
      help={t('send.who_help')}
      options={options}
      value={app.person === null ? null : `name:${app.person}`}
      onChange={(id) => {
        if (id === SOMEBODY_NEW) setNew(true);
        else void choose.run({ name: id.slice('name:'.length) });
      }}
    />
  );
}

function NewName({
  mayChoose,
  onDone,
}: {
  readonly mayChoose: boolean;
  readonly onDone: () => void;
}): ReactElement {
  const t = useText();
  const [name, setName] = useState('');
  const add = useAction('addPerson', ['appState']);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '' || add.isPending) return;
    const answer = await add.run({ name: name.trim() });
    if (answer.ok) onDone();
  };
  return (
    <form className="send-inline" onSubmit={(event) => void save(event)}>
      <TextField
        label={t('send.your_name')}
        help={t('send.who_help')}
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="name"
      />
      <Button type="submit" isPending={add.isPending}>
        {t('send.this_is_me')}
      </Button>
      {mayChoose && (
        <Button look="quiet" onPress={onDone}>
          {t('common.cancel')}
        </Button>
      )}
    </form>
  );
}
