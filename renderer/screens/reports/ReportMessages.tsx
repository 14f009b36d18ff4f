/** The messages of a list with what became of each: filtered, searched, saved as a file. */
import { useMemo, useState, type ReactElement } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Select } from '../../components/Select.tsx';
import { useText } from '../../i18n/text.tsx';
import { ExportButton } from '../history/ExportButton.tsx';
import { filterOf, type FilterForm } from '../history/filter.ts';
import { FilterBar } from '../history/FilterBar.tsx';
import { MessageDetail } from '../history/MessageDetail.tsx';
import { MessageTable } from '../history/MessageTable.tsx';
import { useRested, useView, type MessageRow } from '../history/useView.ts';
import { say } from '../send/words.ts';
import { reasonWords } from './reasons.ts';
import type { Report } from './result.ts';

/** What it takes. */
export interface ReportMessagesProps {
  readonly report: Report;
  readonly form: FilterForm;
  readonly onForm: (form: FilterForm) => void;
}

/** The filters, the table, the panel of one message. */
export function ReportMessages({ report, form, onForm }: ReportMessagesProps): ReactElement {
  const t = useText();
  const [openedAtMs] = useState(() => Date.now());
  const [open, setOpen] = useState<MessageRow | null>(null);
  const rested = useRested(form);
  const filter = useMemo(() => filterOf(rested, openedAtMs), [rested, openedAtMs]);
  const view = useView(filter, 'reports');
  const countries = useMemo(() => report.byCountry.map(({ country }) => country), [report]);
  return (
    <div className="reports-messages">
      <FilterBar
        form={form}
        onChange={(change) => onForm({ ...form, ...change })}
        countries={countries}
        withTime={false}
      >
        <ReasonFilter report={report} form={form} onForm={onForm} />
      </FilterBar>
      <div className="row row-between">
        <p className="soft" role="status">
          {view.count !== null && t('history.found', { messages: view.count })}
        </p>
        <ExportButton filter={filterOf(form, openedAtMs)} />
      </div>
      <MessageTable
        caption={t('reports.tab_messages')}
        view={view}
        onOpen={setOpen}
        empty={<EmptyState title={t('history.nothing_found')} />}
      />
      <MessageDetail row={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function ReasonFilter({ report, form, onForm }: ReportMessagesProps): ReactElement | null {
  const t = useText();
  const errors = [...new Set(report.reasons.map(({ error }) => error))];
  if (errors.length === 0) return null;
  // A reason may be any text, so the choices are known by their place.
  const at = form.error === null ? -1 : errors.indexOf(form.error);
  return (
    <Select
      label={t('reports.reason')}
      options={[
        { id: '-1', label: t('reports.all_reasons') },
        ...errors.map((error, place) => ({
          id: String(place),
          label: say(t, reasonWords(error).title),
        })),
      ]}
      value={String(at)}
      onChange={(id) => onForm({ ...form, error: errors[Number(id)] ?? null })}
    />
  );
}
