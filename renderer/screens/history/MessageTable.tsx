/** Messages in a table of any length. */
import { useMemo, type ReactElement, type ReactNode } from 'react';
import { MessageStateBadge } from '../../components/Badge.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { DateTime, Money, Outside, Phone } from '../../components/Values.tsx';
import { VirtualTable, type VirtualColumn } from '../../components/VirtualTable.tsx';
import { useText, type TextOf } from '../../i18n/text.tsx';
import { costOfMessage } from './story.ts';
import type { MessageRow, View } from './useView.ts';
import './history.css';

/** What it takes. */
export interface MessageTableProps {
  readonly caption: string;
  readonly view: View;
  /** Shows which list a message is of. */
  readonly withList?: boolean;
  readonly onOpen: (row: MessageRow) => void;
  readonly empty: ReactNode;
}

const listColumn = (t: TextOf): VirtualColumn<MessageRow> => ({
  id: 'list',
  header: t('history.list'),
  cell: ({ batchName }) => <Outside text={batchName} />,
  width: 'clamp(5.5rem, 11vw, 14rem)',
});

/** The widths give way in a narrow window, so that the last columns are in sight there, too. */
function columnsFor(t: TextOf, withList: boolean): readonly VirtualColumn<MessageRow>[] {
  return [
    {
      id: 'to',
      header: t('history.number'),
      cell: ({ to }) => <Phone number={to} />,
      width: 'clamp(8.25rem, 12vw, 9rem)',
    },
    {
      id: 'state',
      header: t('history.state'),
      cell: ({ state }) => <MessageStateBadge state={state} />,
      width: 'clamp(10.5rem, 20vw, 16rem)',
    },
    ...(withList ? [listColumn(t)] : []),
    {
      id: 'text',
      header: t('history.text'),
      cell: ({ text }) => <Outside text={text} />,
      width: 'minmax(clamp(4.25rem, 12vw - 2rem, 9rem), 1fr)',
    },
    {
      id: 'sent',
      header: t('history.sent_at'),
      cell: ({ sentAtMs }) => (sentAtMs === null ? '–' : <DateTime ms={sentAtMs} />),
      width: 'clamp(9.5rem, 13vw, 10.5rem)',
    },
    {
      id: 'cost',
      header: t('history.cost'),
      cell: costCell,
      align: 'end',
      width: 'clamp(4rem, 7vw, 5rem)',
    },
  ];
}

function costCell(row: MessageRow): ReactNode {
  const micro = costOfMessage(row);
  return micro === null ? '–' : <Money micro={micro} exact />;
}

/** The table, or why there is none. */
export function MessageTable({
  caption,
  view,
  withList = false,
  onOpen,
  empty,
}: MessageTableProps): ReactElement {
  const t = useText();
  const columns = useMemo(() => columnsFor(t, withList), [t, withList]);
  if (view.error !== null) return <ErrorNotice error={view.error} onRetry={view.retry} />;
  if (view.count === null) return <Loading label={t('history.gathering')} />;
  return (
    <div className="message-table" data-gathering={view.isGathering}>
      <VirtualTable
        caption={caption}
        columns={columns}
        count={view.count}
        loadPage={view.loadPage}
        viewKey={view.viewKey}
        version={view.version}
        onOpen={onOpen}
        empty={empty}
      />
    </div>
  );
}
