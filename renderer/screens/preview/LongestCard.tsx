/** Messages that take more SMS than the others: often one long name. */
import type { ReactElement } from 'react';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Count, Money, Outside, Phone } from '../../components/Values.tsx';
import { useText, type TextOf } from '../../i18n/text.tsx';
import { noteworthy, type Preview } from './cost.ts';

type Message = Preview['longest'][number];

function columnsFor(t: TextOf): readonly Column<Message>[] {
  return [
    { id: 'to', header: t('preview.number'), cell: ({ to }) => <Phone number={to} /> },
    { id: 'text', header: t('preview.text'), cell: ({ text }) => <Outside text={text} /> },
    {
      id: 'parts',
      header: t('preview.parts'),
      cell: ({ parts }) => <Count value={parts} />,
      align: 'end',
    },
    {
      id: 'cost',
      header: t('preview.cost'),
      cell: ({ estimateMicro }) =>
        estimateMicro === null ? '–' : <Money micro={estimateMicro} exact />,
      align: 'end',
    },
  ];
}

/** The card; nothing where no message stands out. */
export function LongestCard({ preview }: { readonly preview: Preview }): ReactElement | null {
  const t = useText();
  const longest = noteworthy(preview);
  const known = new Set(longest.map(({ seq }) => seq));
  // Dear for another reason than their length: sent to a dear country.
  const costliest =
    longest.length === 0 ? [] : preview.costliest.filter(({ seq }) => !known.has(seq));
  if (longest.length === 0) return null;
  return (
    <Card title={t('preview.longest')}>
      <p className="soft">{t('preview.longest_text')}</p>
      <DataTable
        caption={t('preview.longest')}
        columns={columnsFor(t)}
        rows={longest}
        rowKey={({ seq }) => seq}
      />
      {costliest.length > 0 && (
        <DataTable
          caption={t('preview.costliest')}
          showCaption
          columns={columnsFor(t)}
          rows={costliest}
          rowKey={({ seq }) => seq}
        />
      )}
    </Card>
  );
}
