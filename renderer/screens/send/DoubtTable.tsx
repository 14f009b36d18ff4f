/** The messages in doubt, of which any can be chosen. */
import { Check, Square } from 'lucide-react';
import { useCallback, useMemo, type ReactElement } from 'react';
import { Outside, Phone } from '../../components/Values.tsx';
import { VirtualTable, type VirtualColumn } from '../../components/VirtualTable.tsx';
import { useFormats, useText, type Formats, type TextOf } from '../../i18n/text.tsx';
import { meaningOf, type DoubtRow } from './evidence.ts';
import { say } from './words.ts';

function Sign({ isChosen }: { readonly isChosen: boolean }): ReactElement {
  const t = useText();
  const Icon = isChosen ? Check : Square;
  return (
    <Icon
      role="img"
      aria-label={t(isChosen ? 'send.is_chosen' : 'send.is_not_chosen')}
      className="doubt-check"
    />
  );
}

function columnsFor(
  t: TextOf,
  formats: Formats,
  chosen: ReadonlySet<number>,
): readonly VirtualColumn<DoubtRow>[] {
  return [
    {
      id: 'to',
      header: t('send.doubt_number'),
      cell: ({ to }) => <Phone number={to} />,
      width: '9rem',
    },
    {
      id: 'chosen',
      header: t('send.doubt_chosen'),
      cell: ({ row }) => <Sign isChosen={chosen.has(row)} />,
      width: '6rem',
    },
    {
      id: 'time',
      header: t('send.doubt_left'),
      cell: ({ sinceMs }) => formats.dateTime(sinceMs),
      width: '10.5rem',
    },
    {
      id: 'found',
      header: t('send.doubt_found'),
      cell: (row) => say(t, meaningOf(row, formats)),
      width: 'minmax(12rem, 3fr)',
    },
    {
      id: 'text',
      header: t('send.doubt_text'),
      cell: ({ text }) => <Outside text={text} />,
      width: 'minmax(8rem, 2fr)',
    },
  ];
}

/** The table. A click on a row, or Enter, chooses it or not. */
export function DoubtTable({
  rows,
  chosen,
  onToggle,
}: {
  readonly rows: readonly DoubtRow[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (row: DoubtRow) => void;
}): ReactElement {
  const t = useText();
  const formats = useFormats();
  const columns = useMemo(() => columnsFor(t, formats, chosen), [t, formats, chosen]);
  const loadPage = useCallback(
    async (offset: number, limit: number) => rows.slice(offset, offset + limit),
    [rows],
  );
  return (
    <div className="doubt-rows" data-few={rows.length < 8}>
      <VirtualTable
        caption={t('send.decide_table')}
        columns={columns}
        count={rows.length}
        loadPage={loadPage}
        viewKey={`${rows.length}-${rows[0]?.row ?? 0}`}
        version={rows
          .map(({ checkedAtMs }) => checkedAtMs ?? 0)
          .reduce((a, b) => Math.max(a, b), 0)}
        onOpen={onToggle}
      />
    </div>
  );
}
