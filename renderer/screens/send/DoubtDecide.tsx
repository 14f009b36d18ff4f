/** The second step: the messages, and a decision about those chosen or about all. */
import { Check, Square } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Outside, Phone } from '../../components/Values.tsx';
import { VirtualTable, type VirtualColumn } from '../../components/VirtualTable.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { DecideDialog, type How } from './DecideDialog.tsx';
import { found, type DoubtRow } from './evidence.ts';
import type { Summary } from './mode.ts';
import { say } from './words.ts';

/** What it takes. */
export interface DoubtDecideProps {
  readonly summary: Summary;
  readonly rows: readonly DoubtRow[];
  readonly app: CallOutput<'appState'>;
}

/** The card. */
export function DoubtDecide({ summary, rows, app }: DoubtDecideProps): ReactElement {
  const t = useText();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [how, setHow] = useState<How | null>(null);
  // What was settled in the meantime is not chosen any more.
  const selected = rows.filter(({ row }) => chosen.has(row)).map(({ row }) => row);
  const meant = selected.length === 0 ? rows.length : selected.length;
  const all = selected.length === 0;
  const toggle = ({ row }: DoubtRow): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(row)) after.add(row);
      return after;
    });
  return (
    <Card title={t('send.decide_title')}>
      <p>{t('send.decide_text')}</p>
      <Rows rows={rows} chosen={chosen} onToggle={toggle} />
      <div className="row">
        <p className="grow soft" role="status">
          {t(all ? 'send.all_meant' : 'send.some_meant', { messages: meant })}
        </p>
        {!all && (
          <Button look="quiet" onPress={() => setChosen(new Set())}>
            {t('send.choose_none')}
          </Button>
        )}
        <Button onPress={() => setHow('as_sent')}>
          {t(all ? 'send.count_all_as_sent' : 'send.count_some_as_sent', { messages: meant })}
        </Button>
        <Button look="danger" onPress={() => setHow('send_again')}>
          {t(all ? 'send.send_all_again' : 'send.send_some_again', { messages: meant })}
        </Button>
      </div>
      {how !== null && (
        <DecideDialog
          how={how}
          summary={summary}
          app={app}
          rows={all ? null : selected}
          messages={meant}
          onClose={() => setHow(null)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </Card>
  );
}

function Rows({
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
  const columns = useMemo(
    (): readonly VirtualColumn<DoubtRow>[] => [
      {
        id: 'to',
        header: t('send.doubt_number'),
        cell: ({ to }) => <Phone number={to} />,
        width: '10rem',
      },
      {
        id: 'chosen',
        header: t('send.doubt_chosen'),
        cell: ({ row }) =>
          chosen.has(row) ? (
            <Check aria-label={t('send.is_chosen')} className="doubt-check" />
          ) : (
            <Square aria-label={t('send.is_not_chosen')} className="doubt-check" />
          ),
        width: '6rem',
      },
      {
        id: 'time',
        header: t('send.doubt_left'),
        cell: ({ sinceMs }) => formats.dateTime(sinceMs),
        width: '11rem',
      },
      {
        id: 'found',
        header: t('send.doubt_found'),
        cell: (row) =>
          say(t, found(row, formats).at(row.outcome === null ? 0 : 1) ?? { id: 'send.not_looked' }),
        width: 'minmax(12rem, 2fr)',
      },
      {
        id: 'text',
        header: t('send.doubt_text'),
        cell: ({ text }) => <Outside text={text} />,
        width: 'minmax(10rem, 2fr)',
      },
    ],
    [t, formats, chosen],
  );
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
        onOpen={onToggle}
      />
    </div>
  );
}
