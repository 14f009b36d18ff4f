/** The fields of a stop's question: a new maximum, prices, a new end, the key, and why. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Checkbox } from '../../components/Choice.tsx';
import { MoneyField } from '../../components/NumberField.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { EndTime } from './EndTime.tsx';
import type { Filled } from './order.ts';
import { PriceFields, type TypedPrices } from './PriceFields.tsx';
import type { StopView } from './stopTypes.ts';

/** What they take. */
export interface AskedFieldsProps {
  readonly batch: CallOutput<'batch'>;
  readonly view: StopView;
  readonly nowMs: number;
  readonly filled: Filled;
  readonly onFilled: (change: Partial<Filled>) => void;
  readonly typed: TypedPrices;
  readonly onPrice: (country: string, micro: number | null) => void;
  /** The field of the new maximum holds what is no amount, or no longer. */
  readonly onUnreadable: (isUnreadable: boolean) => void;
}

/** The fields that this question asks for; often none. */
export function AskedFields(props: AskedFieldsProps): ReactElement {
  const { batch, view, filled, onFilled, typed, onPrice } = props;
  const t = useText();
  const { asked } = view;
  return (
    <div className="send-form">
      {asked.maximumMicro !== undefined && (
        <div className="send-short">
          <MoneyField
            label={t('send.new_maximum')}
            help={t('send.new_maximum_help')}
            micro={filled.maximumMicro}
            onChange={(maximumMicro) => onFilled({ maximumMicro })}
            onUnreadable={props.onUnreadable}
          />
        </div>
      )}
      {asked.learn !== undefined && <Learn {...props} learn={asked.learn} />}
      {asked.prices === true && (
        <PriceFields
          countries={batch.byCountry.filter(({ estimateMicro }) => estimateMicro === null)}
          prices={typed}
          onPrice={onPrice}
        />
      )}
      {filled.notAfterMs !== null && <NewEnd {...props} ms={filled.notAfterMs} />}
      {asked.key === true && <NewKey {...props} />}
      {isDecision(view) && <Why {...props} />}
    </div>
  );
}

/** Whether a choice goes on against a guard, which is recorded with its reason. */
function isDecision({ choices }: StopView): boolean {
  return choices.some(({ act }) => act.do === 'start' && act.despite !== undefined);
}

function NewKey({ filled, onFilled }: AskedFieldsProps): ReactElement {
  const t = useText();
  return (
    <div className="send-short">
      <TextField
        label={t('send.new_key')}
        help={t('send.key_wrong_help')}
        type="password"
        dir="ltr"
        value={filled.key}
        onChange={(key) => onFilled({ key })}
      />
    </div>
  );
}

function Why({ filled, onFilled }: AskedFieldsProps): ReactElement {
  const t = useText();
  return (
    <div className="send-short">
      <TextField
        label={t('send.why')}
        help={t('send.why_help')}
        value={filled.why}
        onChange={(why) => onFilled({ why })}
        maxLength={500}
      />
    </div>
  );
}

function Learn({
  learn,
  filled,
  onFilled,
}: AskedFieldsProps & {
  readonly learn: NonNullable<StopView['asked']['learn']>;
}): ReactElement {
  const t = useText();
  const { money, country } = useFormats();
  const values = { price: money(learn.microPerPart, true), country: country(learn.country) };
  return (
    <Checkbox isSelected={filled.learns} onChange={(learns) => onFilled({ learns })}>
      {t('send.learn_price', values)}
    </Checkbox>
  );
}

function NewEnd({ ms, nowMs, onFilled }: AskedFieldsProps & { readonly ms: number }): ReactElement {
  const t = useText();
  return (
    <EndTime
      label={t('send.new_end')}
      value={ms}
      error={ms <= nowMs ? t('send.end_is_over') : null}
      onChange={(notAfterMs) => onFilled({ notAfterMs })}
    />
  );
}
