/** The first rows of the file as they are read, with what each column is used for. */
import { MessageSquareText, Phone as PhoneIcon, Signature } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Outside } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { Peek } from './choices.ts';

type Row = Peek['rows'][number];

const ICON = { 'aria-hidden': true } as const;

function Use({
  column,
  peek,
  settings,
}: {
  readonly column: string;
  readonly peek: Peek;
  readonly settings: DraftSettings;
}): ReactElement | null {
  const t = useText();
  if (column === (settings.numberColumn ?? peek.numberColumn)) {
    return (
      <Badge tone="accent" icon={<PhoneIcon {...ICON} />}>
        {t('import.use_number')}
      </Badge>
    );
  }
  if (settings.textFrom === 'column' && column === settings.messageColumn) {
    return (
      <Badge tone="accent" icon={<MessageSquareText {...ICON} />}>
        {t('import.use_message')}
      </Badge>
    );
  }
  if (column === settings.senderColumn) {
    return (
      <Badge tone="accent" icon={<Signature {...ICON} />}>
        {t('import.use_sender')}
      </Badge>
    );
  }
  return null;
}

/** The table. */
export function FirstRows({
  peek,
  settings,
}: {
  readonly peek: Peek;
  readonly settings: DraftSettings;
}): ReactElement {
  const t = useText();
  const { count } = useFormats();
  const numbers = settings.numberColumn ?? peek.numberColumn;
  const columns: Column<Row>[] = [
    { id: '', header: t('import.row'), align: 'end', cell: ({ row }) => count(row) },
    ...peek.columns.map(({ column }, index) => ({
      id: `c${index}`,
      header: (
        <span className="import-head">
          <Outside text={column} />
          <Use column={column} peek={peek} settings={settings} />
        </span>
      ),
      cell: ({ cells }: Row) => (
        <span className="import-cell" data-number={column === numbers}>
          <Outside text={cells[index] ?? ''} />
        </span>
      ),
    })),
  ];
  return (
    <div className="import-rows">
      <DataTable
        caption={t('import.first_rows')}
        columns={columns}
        rows={peek.rows}
        rowKey={({ row }) => row}
        empty={t('import.no_rows')}
      />
    </div>
  );
}
