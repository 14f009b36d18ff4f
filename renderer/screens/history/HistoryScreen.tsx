/** History: every message ever, searched, filtered, looked at and saved as a file. */
import { useMemo, useState, type ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { useText } from '../../i18n/text.tsx';
import { ExportButton } from './ExportButton.tsx';
import { EVERYTHING, filterOf, isFiltered, type FilterForm } from './filter.ts';
import { FilterBar } from './FilterBar.tsx';
import { MessageDetail } from './MessageDetail.tsx';
import { MessageTable } from './MessageTable.tsx';
import { useRested, useView, type MessageRow } from './useView.ts';

/** The screen at `/history`. */
export function HistoryScreen(): ReactElement {
  const t = useText();
  const [form, setForm] = useState<FilterForm>(EVERYTHING);
  const [openedAtMs] = useState(() => Date.now());
  const [open, setOpen] = useState<MessageRow | null>(null);
  const rested = useRested(form);
  const filter = useMemo(() => filterOf(rested, openedAtMs), [rested, openedAtMs]);
  const view = useView(filter, 'history');
  const outbox = useCall('listOutbox', {});
  const { data: known } = useCall('countries', {});
  const countries = useMemo(() => (known ?? []).map(({ country }) => country), [known]);
  return (
    <Page
      title={t('history.title')}
      lead={view.count === null ? t('history.lead') : t('history.found', { messages: view.count })}
      actions={<ExportButton filter={filterOf(form, openedAtMs)} />}
      fill
    >
      <FilterBar
        form={form}
        onChange={(change) => setForm((before) => ({ ...before, ...change }))}
        countries={countries}
        lists={outbox.data?.batches ?? []}
      />
      <MessageTable
        caption={t('history.title')}
        view={view}
        withList
        onOpen={setOpen}
        empty={<Nothing isFiltered={isFiltered(rested)} />}
      />
      <MessageDetail row={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

function Nothing({ isFiltered: filtered }: { readonly isFiltered: boolean }): ReactElement {
  const t = useText();
  return (
    <EmptyState title={t(filtered ? 'history.nothing_found' : 'history.empty')}>
      {t(filtered ? 'history.nothing_found_text' : 'history.empty_text')}
    </EmptyState>
  );
}
