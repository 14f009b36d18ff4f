/** The names of those who work here. Who left is retired: what they did stays under their name. */
import { UserRoundMinus, UserRoundPlus } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Badge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Outside } from '../../components/Values.tsx';
import { AddPersonDialog } from '../../frame/Person.tsx';
import { T, useText } from '../../i18n/text.tsx';

type Somebody = AppState['people'][number];

function PersonState({
  person,
  chosen,
}: {
  readonly person: Somebody;
  readonly chosen: string | null;
}): ReactElement {
  const t = useText();
  if (person.retired) return <Badge>{t('settings.person_retired')}</Badge>;
  return person.name === chosen ? (
    <Badge tone="accent">{t('settings.person_working')}</Badge>
  ) : (
    <Badge tone="good">{t('settings.person_here')}</Badge>
  );
}

function PersonAction({
  person,
  onRetire,
}: {
  readonly person: Somebody;
  readonly onRetire: (name: string) => void;
}): ReactElement {
  const t = useText();
  const bringBack = useAction('addPerson');
  return person.retired ? (
    <Button size="small" onPress={() => void bringBack.run({ name: person.name })}>
      {t('settings.bring_back')}
    </Button>
  ) : (
    <Button
      size="small"
      icon={<UserRoundMinus aria-hidden="true" />}
      aria-label={t('settings.retire_named', { name: person.name })}
      onPress={() => onRetire(person.name)}
    >
      {t('settings.retire')}
    </Button>
  );
}

function PeopleTable({
  state,
  onRetire,
}: {
  readonly state: AppState;
  readonly onRetire: (name: string) => void;
}): ReactElement {
  const t = useText();
  return (
    <DataTable
      caption={t('settings.tab_people')}
      rows={state.people}
      rowKey={({ name }) => name}
      empty={t('settings.people_empty')}
      columns={[
        {
          id: 'name',
          header: t('common.person_name'),
          cell: ({ name }) => <Outside text={name} />,
        },
        {
          id: 'state',
          header: t('outbox.state'),
          cell: (person) => <PersonState person={person} chosen={state.person} />,
        },
        {
          id: 'action',
          header: <span className="visually-hidden">{t('outbox.actions')}</span>,
          align: 'end',
          cell: (person) => <PersonAction person={person} onRetire={onRetire} />,
        },
      ]}
    />
  );
}

/** The names. */
export function PeopleTab({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const [isAdding, setAdding] = useState(false);
  const [retiring, setRetiring] = useState<string | null>(null);
  const retire = useAction('retirePerson');
  return (
    <div className="stack-large">
      <p className="soft">{t('settings.people_text')}</p>
      <ErrorNotice error={retire.error} />
      <Card
        title={t('settings.tab_people')}
        flush
        actions={
          <Button icon={<UserRoundPlus aria-hidden="true" />} onPress={() => setAdding(true)}>
            {t('common.add_person')}
          </Button>
        }
      >
        <PeopleTable state={state} onRetire={setRetiring} />
      </Card>
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
      {retiring !== null && (
        <ConfirmDialog
          title={t('settings.retire_title')}
          isOpen
          onClose={() => setRetiring(null)}
          confirmLabel={t('settings.retire')}
          onConfirm={() => retire.run({ name: retiring })}
        >
          <p>
            <T id="settings.retire_text" values={{ name: retiring }} />
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
