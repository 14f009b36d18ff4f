/** The do-not-contact list: numbers that no list of Postbag ever reaches. */
import { FileUp, Plus, Search, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { ErrorNotice, useErrorText } from '../../components/ErrorNotice.tsx';
import { Pager } from '../../components/Pager.tsx';
import { TextField } from '../../components/TextField.tsx';
import { DateTime, Phone } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import './settings.css';
import { AddOptOuts, AddedNotice, RemoveOptOut, type Added } from './OptOutDialogs.tsx';

type Row = CallOutput<'listOptOuts'>['rows'][number];

const PAGE = 50;

function useColumns(onRemove: (to: string) => void): readonly Column<Row>[] {
  const t = useText();
  return [
    { id: 'to', header: t('settings.number'), cell: ({ to }) => <Phone number={to} /> },
    {
      id: 'added',
      header: t('settings.added'),
      cell: ({ addedAtMs }) => <DateTime ms={addedAtMs} />,
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('outbox.actions')}</span>,
      align: 'end',
      cell: ({ to }) => (
        <Button
          size="small"
          look="quiet"
          icon={<Trash2 aria-hidden="true" />}
          aria-label={t('settings.remove_number_named', { number: `+${to}` })}
          onPress={() => onRemove(to)}
        />
      ),
    },
  ];
}

function OptOutTable({ onRemove }: { readonly onRemove: (to: string) => void }): ReactElement {
  const t = useText();
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const columns = useColumns(onRemove);
  const list = useCall('listOptOuts', { search, offset, limit: PAGE }, { keepPrevious: true });
  const found = list.data?.found ?? 0;
  return (
    <>
      <div className="optout-search">
        <Search aria-hidden="true" />
        <TextField
          label={t('settings.search_number')}
          hideLabel
          placeholder={t('settings.search_number')}
          type="search"
          value={search}
          onChange={(text) => {
            setSearch(text);
            setOffset(0);
          }}
          maxLength={50}
          dir="ltr"
        />
        {found > 0 && <Pager offset={offset} limit={PAGE} total={found} onOffset={setOffset} />}
      </div>
      <ErrorNotice error={list.error} />
      <DataTable
        caption={t('settings.tab_do_not_contact')}
        rows={list.data?.rows ?? []}
        rowKey={({ to }) => to}
        columns={columns}
        empty={search === '' ? t('settings.optouts_empty') : t('common.nothing_found')}
      />
    </>
  );
}

/** The list, with ways to add to it. */
export function OptOutTab(): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const [added, setAdded] = useState<Added | null>(null);
  const importFile = useAction('importOptOuts', ['listOptOuts']);
  const choose = async (): Promise<void> => {
    const answer = await importFile.run({});
    if (answer.ok && answer.value !== null) setAdded(answer.value);
  };
  const actions = (
    <>
      <Button
        icon={<FileUp aria-hidden="true" />}
        isPending={importFile.isPending}
        onPress={() => void choose()}
      >
        {t('settings.add_from_file')}
      </Button>
      <Button icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
        {t('settings.add_numbers')}
      </Button>
    </>
  );
  return (
    <div className="stack-large">
      <p className="soft">{t('settings.optouts_text')}</p>
      {importFile.error !== null && <p role="alert">{errorText(importFile.error)}</p>}
      {added !== null && <AddedNotice added={added} />}
      <Card title={t('settings.tab_do_not_contact')} flush actions={actions}>
        <OptOutTable onRemove={setRemoving} />
      </Card>
      {isAdding && <AddOptOuts onClose={() => setAdding(false)} onAdded={setAdded} />}
      {removing !== null && <RemoveOptOut to={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}
