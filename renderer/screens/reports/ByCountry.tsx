/** What came of the messages, country by country. */
import type { ReactElement } from 'react';
import { Button } from '../../components/Button.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Count } from '../../components/Values.tsx';
import { useFormats, useText, type TextOf } from '../../i18n/text.tsx';
import { countryResults, type CountryResult } from './result.ts';
import type { ReportSummaryProps } from './ReportSummary.tsx';

function columnsFor(
  t: TextOf,
  nameOf: (country: string) => string,
  onLook: ReportSummaryProps['onLook'],
): readonly Column<CountryResult>[] {
  const number = (id: 'total' | 'delivered' | 'failed', header: string): Column<CountryResult> => ({
    id,
    header,
    align: 'end',
    cell: (row) => <Count value={row[id]} />,
  });
  return [
    {
      id: 'country',
      header: t('reports.country'),
      cell: ({ country }) => (
        <Button look="quiet" size="small" onPress={() => onLook({ country })}>
          {nameOf(country)}
        </Button>
      ),
    },
    number('total', t('reports.messages')),
    number('delivered', t('reports.delivered')),
    number('failed', t('reports.failed')),
    { id: 'rate', header: t('reports.rate'), cell: (row) => <Rate row={row} /> },
  ];
}

/** The table, with a bar for the share that arrived. */
export function ByCountry({ report, onLook }: ReportSummaryProps): ReactElement {
  const t = useText();
  const { country } = useFormats();
  return (
    <DataTable
      caption={t('reports.by_country')}
      columns={columnsFor(t, country, onLook)}
      rows={countryResults(report.byCountry)}
      rowKey={(row) => row.country}
    />
  );
}

function Rate({ row: { rate } }: { readonly row: CountryResult }): ReactElement {
  const t = useText();
  const { percent } = useFormats();
  if (rate === null) return <span className="soft">{t('reports.rate_unknown')}</span>;
  return (
    <div className="reports-rate">
      <div className="reports-rate-track" aria-hidden="true">
        <div style={{ inlineSize: `${rate * 100}%` }} />
      </div>
      <span className="number">{percent(rate)}</span>
    </div>
  );
}
