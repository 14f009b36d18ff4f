/** The cost by country; a country without a price gets a field to enter it. */
import { useState, type ReactElement } from 'react';
import { MAX_MICRO_PER_PART } from '../../../shared/domain/pricing.ts';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { MoneyField } from '../../components/NumberField.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Count, Money } from '../../components/Values.tsx';
import { decimalsFor, moneyFieldText } from '../../i18n/money.ts';
import { useFormats, useText, type TextOf } from '../../i18n/text.tsx';
import { totalOf, type Preview, type Total } from './cost.ts';
import './preview.css';

type Country = Preview['byCountry'][number];

/** A price that is missing, or that is wrong. */
function PriceForm({
  country,
  onDone,
}: {
  readonly country: string;
  readonly onDone?: () => void;
}): ReactElement {
  const t = useText();
  const formats = useFormats();
  const [micro, setMicro] = useState<number | null>(null);
  const save = useAction('setPrices', ['preview', 'listPrices', 'listOutbox', 'openView']);
  const run = async (): Promise<void> => {
    if (micro === null) return;
    const answer = await save.run({ prices: [{ country, microPerPart: micro }] });
    if (answer.ok) onDone?.();
  };
  return (
    <form
      className="preview-price"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <MoneyField
        label={t('preview.price_in', { country: formats.country(country) })}
        micro={micro}
        onChange={setMicro}
        max={MAX_MICRO_PER_PART}
        isPrice
        placeholder={moneyFieldText(20_000, formats.language)}
      />
      <Button type="submit" isDisabled={micro === null} isPending={save.isPending}>
        {t('preview.set_price')}
      </Button>
      <ErrorNotice error={save.error} />
    </form>
  );
}

function priceColumns(
  t: TextOf,
  rows: readonly Country[],
  total: Total | null,
): readonly Column<Country>[] {
  const priceDecimals = decimalsFor(rows.map(({ microPerPart }) => microPerPart));
  const costs = rows.map(({ estimateMicro }) => estimateMicro);
  const decimals = decimalsFor([...costs, total?.estimateMicro ?? null]);
  return [
    {
      id: 'price',
      header: t('preview.price_per_sms'),
      cell: ({ microPerPart }) =>
        microPerPart === null ? (
          t('preview.no_price')
        ) : (
          <Money micro={microPerPart} decimals={priceDecimals} />
        ),
      align: 'end',
    },
    {
      id: 'cost',
      header: t('preview.cost'),
      cell: ({ estimateMicro }) =>
        estimateMicro === null ? '–' : <Money micro={estimateMicro} decimals={decimals} />,
      align: 'end',
      ...(total !== null && { total: <Money micro={total.estimateMicro} decimals={decimals} /> }),
    },
  ];
}

function columnsFor(
  t: TextOf,
  nameOf: (country: string) => string,
  rows: readonly Country[],
): readonly Column<Country>[] {
  const total = totalOf(rows);
  return [
    {
      id: 'country',
      header: t('preview.country'),
      cell: ({ country }) => nameOf(country),
      ...(total !== null && { total: t('preview.sum') }),
    },
    {
      id: 'people',
      header: t('preview.people'),
      cell: ({ recipients }) => <Count value={recipients} />,
      align: 'end',
      ...(total !== null && { total: <Count value={total.recipients} /> }),
    },
    {
      id: 'parts',
      header: t('preview.parts'),
      cell: ({ parts }) => <Count value={parts} />,
      align: 'end',
      ...(total !== null && { total: <Count value={total.parts} /> }),
    },
    ...priceColumns(t, rows, total),
  ];
}

/** The card. */
export function CostCard({ preview }: { readonly preview: Preview }): ReactElement {
  const t = useText();
  const formats = useFormats();
  const unpriced = preview.byCountry.filter(({ microPerPart }) => microPerPart === null);
  return (
    <Card title={t('preview.by_country')}>
      {unpriced.length > 0 && (
        <Notice
          tone="warning"
          title={t('preview.unpriced_title', { people: preview.unpriced })}
          announce="status"
        >
          <p>{t('preview.unpriced_text')}</p>
          <div className="stack">
            {unpriced.map(({ country }) => (
              <PriceForm key={country} country={country} />
            ))}
          </div>
        </Notice>
      )}
      <DataTable
        caption={t('preview.by_country')}
        columns={columnsFor(t, formats.country, preview.byCountry)}
        rows={preview.byCountry}
        rowKey={({ country }) => country}
      />
    </Card>
  );
}
