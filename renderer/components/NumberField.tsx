/** Fields for whole numbers and for money, written as the locale and the keyboard write them. */
import { useState, type ReactElement } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { moneyFault, moneyFieldText, parseMoney } from '../i18n/money.ts';
import { readWhole, withinBounds } from '../i18n/wholeNumber.ts';
import { useFormats, useText } from '../i18n/text.tsx';
import { given } from './given.ts';
import { FieldFoot, fieldState, labelClass, type FieldProps } from './Field.tsx';

/** What a field for a whole number takes. */
export interface NumberFieldProps extends FieldProps {
  /** `null`: empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
}

/**
 * A field for a whole number; the digits of any script are read.
 *
 * While it is typed a number may be out of bounds; leaving the field puts it to the nearest bound.
 */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { label, hideLabel, help, error, value, onChange } = props;
  const shownFor = (number: number | null): string => (number === null ? '' : String(number));
  const [typed, setTyped] = useState({ text: shownFor(value), value });
  const [isFocused, setFocused] = useState(false);
  // A field that was emptied to type another number stays empty, also where "empty" means a default.
  const isEmptied = isFocused && typed.text === '';
  const text = typed.value === value || isEmptied ? typed.text : shownFor(value);
  const settle = (): void => {
    setFocused(false);
    const read = text.trim() === '' ? null : (readWhole(text) ?? value);
    const bounded = withinBounds(read, props.min, props.max);
    setTyped({ text: shownFor(bounded), value: bounded });
    if (bounded !== value) onChange(bounded);
  };
  const change = (next: string): void => {
    const number = next.trim() === '' ? null : (readWhole(next) ?? value);
    const usable = withinBounds(number, props.min, props.max) === number ? number : value;
    setTyped({ text: next, value: usable });
    if (usable !== value) onChange(usable);
  };
  return (
    <AriaTextField
      {...fieldState(props)}
      value={text}
      onChange={change}
      onFocus={() => setFocused(true)}
      onBlur={settle}
      inputMode="numeric"
      autoComplete="off"
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Input className="field-input" dir="ltr" />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
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
  /** A price, which is kept for good: what cannot be read is none, instead of the amount before it. */
  readonly isPrice?: boolean;
  /** The field holds what is no amount (the one before it still stands), or no longer. */
  readonly onUnreadable?: (isUnreadable: boolean) => void;
}

/** What was typed, and the amount that stood for it: another amount from outside replaces the text. */
interface Typed {
  readonly text: string;
  readonly micro: number | null;
}

/** The amount that a text stands for; no SMS costs nothing, so a price of nothing is still being typed. */
function amountOf(
  text: string,
  isUsable: boolean,
  otherwise: number | null,
  isPrice: boolean,
): number | null {
  const amount = isUsable ? parseMoney(text) : otherwise;
  return isPrice && amount === 0 ? null : amount;
}

function useTypedMoney({ micro, onChange, max, isPrice = false, onUnreadable }: MoneyFieldProps): {
  readonly text: string;
  readonly fault: ReturnType<typeof moneyFault>;
  readonly change: (text: string) => void;
} {
  const { language } = useFormats();
  const shownFor = (amount: number | null): Typed => ({
    text: amount === null ? '' : moneyFieldText(amount, language),
    micro: amount,
  });
  const [typed, setTyped] = useState(() => shownFor(micro));
  const { text } = typed.micro === micro ? typed : shownFor(micro);
  const change = (next: string): void => {
    const isUsable = moneyFault(next, max) === null;
    const amount = amountOf(next, isUsable, isPrice ? null : micro, isPrice);
    setTyped({ text: next, micro: amount });
    if (amount !== micro) onChange(amount);
    onUnreadable?.(!isUsable);
  };
  return { text, fault: moneyFault(text, max), change };
}

/**
 * A field for US dollars that takes `0,02` and `0.02`, and Arabic digits.
 *
 * What cannot be read is said at the field, and the amount stays as it was; a price is none then.
 */
export function MoneyField(props: MoneyFieldProps): ReactElement {
  const { label, hideLabel, help, max = 0 } = props;
  const t = useText();
  const { money } = useFormats();
  const { text, fault, change } = useTypedMoney(props);
  const faults = {
    unreadable: t('common.money_unreadable'),
    too_much: t('common.money_too_much', { max: money(max) }),
  };
  const error = props.error ?? (fault === null ? null : faults[fault]);
  return (
    <AriaTextField
      {...fieldState({ ...props, error })}
      value={text}
      onChange={change}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <div className="field-group" dir="ltr">
        <span className="field-affix" aria-hidden="true">
          $
        </span>
        <Input className="field-input" dir="ltr" {...given({ placeholder: props.placeholder })} />
      </div>
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
}
