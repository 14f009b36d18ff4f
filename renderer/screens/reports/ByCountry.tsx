/** What came of the messages, country by country. */
import type { ReactElement } from 'react';
import { Button } from '../../components/Button.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Count } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { countryResults, type CountryResult } from './result.ts';
import type { ReportSummaryProps } from './ReportSummary.tsx';

/** The table, with a bar for the share that arrived. */
export function ByCountry({ report, onLook }: ReportSummaryProps): ReactElement {
  const t = useText();
  const { country: nameOf } = useFormats();
  return (
    <DataTable
      caption={t('reports.by_country')}
      columns={[
        {
          id: 'country',
          header: t('reports.country'),
          cell: ({ country }) => (
            <Button look="quiet" size="small" onPress={() => onLook({ country })}>
              {nameOf(country)}
            </Button>
          ),
        },
        {
          id: 'total',
          header: t('reports.messages'),
          align: 'end',
          cell: ({ total }) => <Count value={total} />,
        },
        {
          id: 'delivered',
          header: t('reports.delivered'),
          align: 'end',
          cell: ({ delivered }) => <Count value={delivered} />,
        },
        {
          id: 'failed',
          header: t('reports.failed'),
          align: 'end',
          cell: ({ failed }) => <Count value={failed} />,
        },
        { id: 'rate', header: t('reports.rate'), cell: (row) => <Rate row={row} /> },
      ]}
      rows={countryResults(report.byCountry)}
      rowKey={({ country }) => country}
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
