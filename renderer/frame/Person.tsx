/** Who is working: chosen from a list of names, since several people share the computer. */
import { Check, UserRound, UserRoundPlus } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useAction } from '../api/calls.ts';
import type { AppState } from '../api/appState.ts';
import { useErrorText } from '../components/ErrorNotice.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { Menu } from '../components/Menu.tsx';
import { TextField } from '../components/TextField.tsx';
import { useText } from '../i18n/text.tsx';
import { visible } from '../i18n/visible.ts';

/** Asks for a new name. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const add = useAction('addPerson');
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('common.add_person')}
      submitLabel={t('common.add')}
      onClose={onClose}
      canSubmit={name.trim() !== ''}
      onSubmit={async () => (await add.run({ name: name.trim() })).ok}
    >
      <TextField
        label={t('common.person_name')}
        help={t('common.person_help')}
        value={name}
        onChange={setName}
        maxLength={80}
        autoFocus
        error={add.error === null ? null : errorText(add.error)}
      />
    </FormDialog>
  );
}

/** The name of who is working, with the others to choose from. */
export function Person({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const choose = useAction('choosePerson');
  const [isAdding, setAdding] = useState(false);
  const people = state.people.filter(({ retired }) => !retired);
  const words = state.person === null ? t('common.who_is_working') : visible(state.person);
  return (
    <div className="person">
      <Menu
        label={
          state.person === null
            ? t('common.who_is_working')
            : t('common.working_as', { name: state.person })
        }
        actions={[
          ...people.map(({ name }) => ({
            id: `person:${name}`,
            label: visible(name),
            icon: name === state.person ? <Check aria-hidden="true" /> : <span />,
            onAction: () => void choose.run({ name }),
          })),
          {
            id: 'add',
            label: t('common.someone_else'),
            icon: <UserRoundPlus aria-hidden="true" />,
            onAction: () => setAdding(true),
          },
        ]}
      >
        <UserRound aria-hidden="true" />
        <bdi className="person-name">{words}</bdi>
      </Menu>
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
