/** What must be there before anything can leave, asked for in place: account, key, prices. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Button, TextLink } from '../../components/Button.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { KeyField } from './KeyField.tsx';
import type { Plan } from './plan.ts';
import { PriceFields, useSavePrices, useTypedPrices } from './PriceFields.tsx';

/** The account and the key, where they are missing. */
export function AccountNeeds({
  app,
}: {
  readonly app: CallOutput<'appState'>;
}): ReactElement | null {
  const t = useText();
  if (app.account === null) {
    return (
      <Notice tone="warning" title={t('send.need_account')}>
        <TextLink to={paths.settings('account')}>{t('send.open_account')}</TextLink>
      </Notice>
    );
  }
  if (app.key.state === 'set') return null;
  return (
    <KeyField help={t(app.key.state === 'must_ask' ? 'send.key_each_start' : 'send.key_help')} />
  );
}

/** Countries without a price: what they cost is not known, and a maximum cannot be kept. */
export function Unpriced({
  batch,
  plan,
}: {
  readonly batch: CallOutput<'batch'>;
  readonly plan: Plan;
}): ReactElement | null {
  const t = useText();
  const [prices, setPrice] = useTypedPrices();
  const save = useSavePrices();
  const countries = batch.byCountry.filter(({ estimateMicro }) => estimateMicro === null);
  if (countries.length === 0) return null;
  const people = countries.reduce((sum, { recipients }) => sum + recipients, 0);
  return (
    <Notice
      tone={plan.budgetMicro === null ? 'info' : 'warning'}
      title={t('send.unpriced', { people, countries: countries.length })}
    >
      <div className="stack-small">
        <p>{t('send.unpriced_text')}</p>
        <PriceFields countries={countries} prices={prices} onPrice={setPrice} />
        <ErrorNotice error={save.error} />
        <div className="row">
          <Button
            isDisabled={prices.size === 0}
            isPending={save.isPending}
            onPress={() => void save.run(prices)}
          >
            {t('send.save_prices')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
