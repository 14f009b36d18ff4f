/** When, and at most how much: the operator's part of a send. */
import type { ReactElement } from 'react';
import { suggestedCapMicro } from '../../../shared/domain/pricing.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { RadioGroup } from '../../components/Choice.tsx';
import { given } from '../../components/given.ts';
import { MoneyField } from '../../components/NumberField.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import { AdvancedPlan } from './AdvancedPlan.tsx';
import { EndTime } from './EndTime.tsx';
import { isTooLate, type Plan, type PlanEvent } from './plan.ts';

/** What the form takes. */
export interface PlanFormProps {
  readonly plan: Plan;
  readonly dispatch: (event: PlanEvent) => void;
  /** `null`: not known yet. */
  readonly check: CallOutput<'sendCheck'> | null;
  readonly nowMs: number;
  /** The field of the maximum holds what is no amount, or no longer. */
  readonly onUnreadable?: (isUnreadable: boolean) => void;
  /** The maximum is asked for elsewhere on the screen. */
  readonly withMaximum?: boolean;
}

/** The form. */
export function PlanForm(props: PlanFormProps): ReactElement {
  const { plan, dispatch, nowMs, withMaximum = true } = props;
  const t = useText();
  const onChange = (change: Partial<Plan>): void => dispatch({ type: 'set', change });
  return (
    <>
      {withMaximum && <Maximum {...props} onChange={onChange} />}
      <RadioGroup
        label={t('send.when')}
        look="cards"
        options={[
          { id: 'now', label: t('send.when_now'), help: t('send.when_now_help') },
          { id: 'wait', label: t('send.when_wait'), help: t('send.when_wait_help') },
        ]}
        value={plan.wait ? 'wait' : 'now'}
        onChange={(id) => dispatch({ type: 'when', wait: id === 'wait', nowMs })}
      />
      {plan.wait && plan.notAfterMs !== null && (
        <EndTime
          label={t('send.wait_until_label')}
          help={t('send.wait_until_help')}
          value={plan.notAfterMs}
          error={isTooLate(plan, nowMs) ? t('send.end_is_over') : null}
          onChange={(notAfterMs) => onChange({ notAfterMs })}
        />
      )}
      <AdvancedPlan plan={plan} onChange={onChange} nowMs={nowMs} />
    </>
  );
}

/** What is said below the maximum; of one that is proposed from the estimate alone, also how. */
function maximumHelp(budgetMicro: number | null, check: CallOutput<'sendCheck'> | null): MessageId {
  if (budgetMicro === null) return 'send.maximum_none';
  if (check === null) return 'send.maximum_help';
  return budgetMicro === suggestedCapMicro(0, check.queuedMicro)
    ? 'send.maximum_proposed'
    : 'send.maximum_estimate';
}

function Maximum({
  plan,
  check,
  onChange,
  onUnreadable,
}: PlanFormProps & { readonly onChange: (change: Partial<Plan>) => void }): ReactElement {
  const t = useText();
  const { money } = useFormats();
  const help = maximumHelp(plan.budgetMicro, check);
  return (
    <div className="send-short">
      <MoneyField
        label={t('send.maximum')}
        help={t(help, { estimate: money(check?.queuedMicro ?? 0) })}
        micro={plan.budgetMicro}
        onChange={(budgetMicro) => onChange({ budgetMicro })}
        {...given({ onUnreadable })}
      />
    </div>
  );
}
