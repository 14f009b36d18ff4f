/** Chooses a country by its name in the current language or by its dialling code. */
import { useMemo, type ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import type { FieldProps } from '../../components/Field.tsx';
import { ComboBox } from '../../components/Select.tsx';
import { countryWords } from '../import/choices.ts';
import { useFormats } from '../../i18n/text.tsx';

/** What the field takes. */
export interface CountryFieldProps extends FieldProps {
  /** ISO 3166-1 alpha-2; `null`: none. */
  readonly value: string | null;
  readonly onChange: (country: string | null) => void;
}

/** A field for a country. */
export function CountryField({ value, onChange, ...field }: CountryFieldProps): ReactElement {
  const { data = [] } = useCall('countries', {});
  const { country: nameOf, language, direction } = useFormats();
  const options = useMemo(
    () =>
      data
        .map(({ country, diallingCode }) => ({
          id: country,
          label: `${nameOf(country)} (${dialled(diallingCode, direction)})`,
          also: countryWords(country, nameOf(country), diallingCode),
        }))
        .toSorted((a, b) => a.label.localeCompare(b.label, language)),
    [data, nameOf, language, direction],
  );
  return <ComboBox {...field} options={options} value={value} onChange={onChange} />;
}

/** With its plus in front also among Arabic letters, which would take it to the other side. */
function dialled(code: string, direction: 'ltr' | 'rtl'): string {
  return direction === 'rtl' ? `\u2066+${code}\u2069` : `+${code}`;
}
