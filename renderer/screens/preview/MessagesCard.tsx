/** Every message as it will arrive, in a table that reaches the last of a million. */
import { useMemo, useRef, useState, type ReactElement, type Ref } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Count, Money, Outside, Phone } from '../../components/Values.tsx';
import {
  VirtualTable,
  type VirtualColumn,
  type VirtualTableHandle,
} from '../../components/VirtualTable.tsx';
import { useFormats, useText, type TextOf } from '../../i18n/text.tsx';
import { useRested, useView, type MessageRow, type View } from '../history/useView.ts';
import { NumberField } from '../../components/NumberField.tsx';
import { placeOfRow } from './goToRow.ts';
import { MessageFacts } from './MessageFacts.tsx';
import './preview.css';

function columnsFor(t: TextOf): readonly VirtualColumn<MessageRow>[] {
  return [
    {
      id: 'row',
      header: t('preview.row'),
      cell: ({ row }) => <Count value={row} />,
      align: 'end',
      width: '5rem',
    },
    {
      id: 'to',
      header: t('preview.number'),
      cell: ({ to }) => <Phone number={to} />,
      width: '9.5rem',
    },
    {
      id: 'text',
      header: t('preview.text'),
      cell: ({ text }) => <Outside text={text} />,
      width: 'minmax(12rem, 3fr)',
    },
    {
      id: 'parts',
      header: t('preview.parts'),
      cell: ({ parts }) => <Count value={parts} />,
      align: 'end',
      width: '4.5rem',
    },
    {
      id: 'cost',
      header: t('preview.cost'),
      cell: ({ estimateMicro }) =>
        estimateMicro === null ? t('preview.no_price') : <Money micro={estimateMicro} exact />,
      align: 'end',
      width: '6.5rem',
    },
  ];
}

const ALL = {
  batch: null,
  states: null,
  country: null,
  search: '',
  sinceMs: null,
  untilMs: null,
  error: null,
};

/** The table with a search, and one message in full on Enter or a click. */
export function MessagesCard({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<MessageRow | null>(null);
  const view = useView({ ...ALL, batch, search: useRested(search.trim()) }, 'preview');
  const table = useRef<VirtualTableHandle>(null);
  return (
    <Card title={t('preview.all_messages')}>
      <div className="preview-search">
        <TextField
          label={t('preview.search')}
          help={t('preview.search_help')}
          type="search"
          value={search}
          onChange={setSearch}
          maxLength={200}
        />
        <GoToRow view={view} onPlace={(place) => table.current?.goTo(place)} />
      </div>
      <Found count={view.count} isSearch={search.trim() !== ''} />
      <ErrorNotice error={view.error} onRetry={view.retry} />
      <Messages view={view} onOpen={setOpened} table={table} />
      {opened !== null && (
        <Dialog title={t('preview.one_message')} isOpen onClose={() => setOpened(null)}>
          <MessageFacts message={opened} />
        </Dialog>
      )}
    </Card>
  );
}

function Messages({
  view,
  onOpen,
  table,
}: {
  readonly view: View;
  readonly table: Ref<VirtualTableHandle>;
  readonly onOpen: (message: MessageRow) => void;
}): ReactElement | null {
  const t = useText();
  const columns = useMemo(() => columnsFor(t), [t]);
  if (view.count === null) return view.error === null ? <Loading /> : null;
  return (
    <VirtualTable
      caption={t('preview.all_messages')}
      columns={columns}
      count={view.count}
      loadPage={view.loadPage}
      viewKey={view.viewKey}
      version={view.version}
      onOpen={onOpen}
      handle={table}
      empty={t('preview.none_found')}
    />
  );
}

/** Leads to a row of the spreadsheet, or to the next one that is sent where it is none. */
function GoToRow({
  view,
  onPlace,
}: {
  readonly view: View;
  readonly onPlace: (place: number) => void;
}): ReactElement {
  const t = useText();
  const [row, setRow] = useState<number | null>(null);
  const go = async (): Promise<void> => {
    if (row === null || view.count === null) return;
    const place = await placeOfRow(view.count, row, async (at) => {
      const [message] = await view.loadPage(at, 1);
      return message?.row ?? null;
    });
    if (place !== null) onPlace(place);
  };
  return (
    <form
      className="preview-goto"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <NumberField label={t('preview.go_to_row')} value={row} onChange={setRow} min={1} />
      <Button type="submit">{t('preview.go')}</Button>
    </form>
  );
}

function Found({
  count,
  isSearch,
}: {
  readonly count: number | null;
  readonly isSearch: boolean;
}): ReactElement | null {
  const t = useText();
  const formats = useFormats();
  if (count === null) return null;
  return (
    <p className="soft" role="status">
      {t(isSearch ? 'preview.found' : 'preview.messages', {
        messages: count,
        count: formats.count(count),
      })}
    </p>
  );
}
