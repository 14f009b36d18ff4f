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

/** A number or a date as people write it: never broken over two lines. */
const DIGITS = /^\s*[\d+(][\d\s().,/+-]{0,30}$/u;

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

function Cell({
  text,
  isNumber,
}: {
  readonly text: string;
  readonly isNumber: boolean;
}): ReactElement {
  return (
    <span className="import-cell" data-number={isNumber} data-digits={DIGITS.test(text)}>
      <Outside text={text} />
    </span>
  );
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
      cell: ({ cells }: Row) => <Cell text={cells[index] ?? ''} isNumber={column === numbers} />,
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
