/** Fields for whole numbers and for money, written as the locale and the keyboard write them. */
import { useState, type ReactElement } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { moneyFieldText, parseMoney } from '../i18n/money.ts';
import { useFormats, useText } from '../i18n/text.tsx';
import { FieldFoot, isFaulty, labelClass, type FieldProps } from './Field.tsx';

/** What a field for a whole number takes. */
export interface NumberFieldProps extends FieldProps {
  /** `null`: empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
}

/** A field for a whole number; the digits of any script are read. */
export function NumberField({
  label,
  hideLabel,
  help,
  error,
  isDisabled = false,
  isRequired = false,
  value,
  onChange,
  min,
  max,
}: NumberFieldProps): ReactElement {
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={isFaulty(error)}
      isDisabled={isDisabled}
      isRequired={isRequired}
      validationBehavior="aria"
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Input className="field-input" dir="ltr" />
      <FieldFoot help={help} error={error} />
    </AriaNumberField>
  );
}

/** What a field for money takes. */
export interface MoneyFieldProps extends FieldProps {
  /** micro-USD; `null`: empty. */
  readonly micro: number | null;
  /** Called with each amount that can be read, and with `null` for an empty field. */
  readonly onChange: (micro: number | null) => void;
  /** The highest amount, micro-USD. */
  readonly max?: number;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

/** What was typed, and the amount it was typed for: another amount from outside replaces the text. */
interface Typed {
  readonly text: string;
  readonly micro: number | null;
}

/**
 * A field for US dollars that takes `0,02` and `0.02`, and Arabic digits.
 *
 * What cannot be read is said at the field and not reported: the amount stays as it was.
 */
export function MoneyField({
  label,
  hideLabel,
  help,
  error,
  isDisabled = false,
  isRequired = false,
  micro,
  onChange,
  max,
  placeholder,
  autoFocus = false,
}: MoneyFieldProps): ReactElement {
  const t = useText();
  const { language, money } = useFormats();
  const shownFor = (amount: number | null): Typed => ({
    text: amount === null ? '' : moneyFieldText(amount, language),
    micro: amount,
  });
  const [typed, setTyped] = useState(() => shownFor(micro));
  const shown = typed.micro === micro ? typed : shownFor(micro);
  const fault = error ?? moneyFault(shown.text, max);
  const change = (text: string): void => {
    const amount = text.trim() === '' ? null : parseMoney(text);
    const usable = text.trim() === '' || moneyFault(text, max) === null;
    setTyped({ text, micro: usable ? amount : micro });
    if (usable && amount !== micro) onChange(amount);
  };
  return (
    <AriaTextField
      className="field"
      value={shown.text}
      onChange={change}
      isInvalid={isFaulty(fault)}
      isDisabled={isDisabled}
      isRequired={isRequired}
      validationBehavior="aria"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <div className="field-group" dir="ltr">
        <span className="field-affix" aria-hidden="true">
          $
        </span>
        <Input className="field-input" dir="ltr" {...(placeholder ? { placeholder } : {})} />
      </div>
      <FieldFoot
        help={help}
        error={
          fault === 'unreadable'
            ? t('common.money_unreadable')
            : fault === 'too_much'
              ? t('common.money_too_much', { max: money(max ?? 0) })
              : fault
        }
      />
    </AriaTextField>
  );
}

function moneyFault(text: string, max: number | undefined): 'unreadable' | 'too_much' | null {
  if (text.trim() === '') return null;
  const micro = parseMoney(text);
  if (micro === null) return 'unreadable';
  return max !== undefined && micro > max ? 'too_much' : null;
}
