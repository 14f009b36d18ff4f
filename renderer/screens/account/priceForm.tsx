/** The form of one country's price. */
import { useState } from 'react';
import { MAX_MICRO_PER_PART } from '../../../shared/domain/pricing.ts';
import { useAction } from '../../api/calls.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { MoneyField } from '../../components/NumberField.tsx';
import { moneyFieldText } from '../../i18n/money.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import { CountryField } from './countries.tsx';
import { WebLink, type PanelForm } from './panel.tsx';

/** A country with its price per SMS, to begin with. */
export interface PriceStart {
  readonly country: string | null;
  /** micro-USD per SMS. */
  readonly micro: number | null;
}

/** The form of one price; the country cannot be changed where one is corrected. */
export function usePriceForm(start: PriceStart, isCountryFixed = false): PanelForm {
  const t = useText();
  const { language } = useFormats();
  const set = useAction('setPrices', ['listPrices']);
  const [country, setCountry] = useState(start.country);
  const [micro, setMicro] = useState(start.micro);
  const save = async (): Promise<boolean> => {
    if (country === null || micro === null) return false;
    return (await set.run({ prices: [{ country, microPerPart: micro }] })).ok;
  };
  const fields = (
    <>
      <CountryField
        label={t('settings.price_country')}
        value={country}
        onChange={setCountry}
        isDisabled={isCountryFixed}
      />
      <div className="account-field">
        <MoneyField
          label={t('settings.price')}
          help={t('settings.price_help')}
          micro={micro}
          onChange={setMicro}
          max={MAX_MICRO_PER_PART}
          isPrice
          placeholder={moneyFieldText(20_000, language)}
        />
        <WebLink link="pricing">{t('settings.find_price')}</WebLink>
      </div>
      <ErrorNotice error={set.error} />
    </>
  );
  return {
    fields,
    isUntouched: micro === start.micro,
    canSave: country !== null && micro !== null,
    save,
  };
}
