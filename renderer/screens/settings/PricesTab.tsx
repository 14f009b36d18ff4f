/** The price list: what one SMS costs in each country. */
import { Plus, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { DateTime, Money } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { WebLink } from '../account/panel.tsx';
import { usePriceForm } from '../account/priceForm.tsx';

type Price = CallOutput<'listPrices'>[number];

type Asked =
  | { readonly what: 'add' }
  | { readonly what: 'change' | 'remove'; readonly price: Price };

function PriceDialog({
  price,
  onClose,
}: {
  readonly price: Price | null;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const form = usePriceForm(
    { country: price?.country ?? null, micro: price?.microPerPart ?? null },
    price !== null,
  );
  return (
    <FormDialog
      title={price === null ? t('settings.add_price') : t('settings.change_price')}
      submitLabel={t('common.save')}
      onClose={onClose}
      canSubmit={form.canSave}
      onSubmit={form.save}
    >
      {form.fields}
    </FormDialog>
  );
}

function RemovePrice({
  price,
  onClose,
}: {
  readonly price: Price;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const { country } = useFormats();
  const remove = useAction('removePrice', ['listPrices']);
  return (
    <ConfirmDialog
      title={t('settings.remove_price_title', { country: country(price.country) })}
      isOpen
      isDanger
      onClose={onClose}
      confirmLabel={t('settings.remove_price')}
      onConfirm={() => remove.run({ country: price.country })}
    >
      <p>{t('settings.remove_price_text')}</p>
    </ConfirmDialog>
  );
}

function PriceActions({
  price,
  onAsk,
}: {
  readonly price: Price;
  readonly onAsk: (asked: Asked) => void;
}): ReactElement {
  const t = useText();
  const { country } = useFormats();
  return (
    <span className="row row-end">
      <Button
        size="small"
        aria-label={t('settings.change_price_of', { country: country(price.country) })}
        onPress={() => onAsk({ what: 'change', price })}
      >
        {t('common.edit')}
      </Button>
      <Button
        size="small"
        look="quiet"
        icon={<Trash2 aria-hidden="true" />}
        aria-label={t('settings.remove_price_of', { country: country(price.country) })}
        onPress={() => onAsk({ what: 'remove', price })}
      />
    </span>
  );
}

function useColumns(onAsk: (asked: Asked) => void): readonly Column<Price>[] {
  const t = useText();
  const { country } = useFormats();
  return [
    { id: 'country', header: t('settings.price_country'), cell: (price) => country(price.country) },
    {
      id: 'price',
      header: t('settings.price'),
      align: 'end',
      cell: ({ microPerPart }) => <Money micro={microPerPart} exact />,
    },
    {
      id: 'changed',
      header: t('outbox.changed'),
      cell: ({ updatedAtMs }) => <DateTime ms={updatedAtMs} show="date" />,
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('outbox.actions')}</span>,
      align: 'end',
      cell: (price) => <PriceActions price={price} onAsk={onAsk} />,
    },
  ];
}

/** The prices. */
export function PricesTab(): ReactElement {
  const t = useText();
  const prices = useCall('listPrices', {});
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useColumns(setAsked);
  const close = (): void => setAsked(null);
  return (
    <div className="stack-large">
      <div>
        <p className="soft">{t('settings.prices_text')}</p>
        <WebLink link="pricing">{t('settings.find_price')}</WebLink>
      </div>
      <ErrorNotice error={prices.error} />
      <Card
        title={t('settings.tab_prices')}
        flush
        actions={
          <Button icon={<Plus aria-hidden="true" />} onPress={() => setAsked({ what: 'add' })}>
            {t('settings.add_price')}
          </Button>
        }
      >
        <DataTable
          caption={t('settings.tab_prices')}
          rows={prices.data ?? []}
          rowKey={({ country }) => country}
          columns={columns}
          empty={t('settings.prices_empty')}
        />
      </Card>
      {asked?.what === 'add' && <PriceDialog price={null} onClose={close} />}
      {asked?.what === 'change' && <PriceDialog price={asked.price} onClose={close} />}
      {asked?.what === 'remove' && <RemovePrice price={asked.price} onClose={close} />}
    </div>
  );
}
