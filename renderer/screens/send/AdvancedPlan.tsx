/** What few offices need: hours, an end, one by one, sizes. With what they do not govern. */
import type { ReactElement } from 'react';
import { Checkbox } from '../../components/Choice.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Select } from '../../components/Select.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import { EndTime } from './EndTime.tsx';
import { isAdvanced, isTooLate, type Plan } from './plan.ts';
import { hourText } from './stops.ts';
import { thisEvening } from './times.ts';

/** What the parts of the plan's form take. */
export interface PlanPartProps {
  readonly plan: Plan;
  readonly onChange: (change: Partial<Plan>) => void;
  readonly nowMs: number;
}

const HOURS = Array.from({ length: 25 }, (_, hour) => hour);
const OFFICE_HOURS = { fromHour: 8, toHour: 20 };

/** The part that is closed until it is asked for. */
export function AdvancedPlan(props: PlanPartProps): ReactElement {
  const t = useText();
  const { plan, nowMs } = props;
  return (
    <Disclosure
      title={t('common.advanced')}
      level={2}
      isOpenAtFirst={isTooLate(plan, nowMs)}
      {...(isAdvanced(plan) ? { note: t('send.advanced_set') } : {})}
    >
      <div className="stack">
        <p className="soft">{t('send.hours_do_not_govern')}</p>
        {!plan.wait && <End {...props} />}
        <Hours {...props} />
        <Checkbox
          isSelected={plan.safe === true}
          onChange={(on) => props.onChange({ safe: on ? true : null })}
          help={t('send.one_by_one_help')}
        >
          {t('send.one_by_one')}
        </Checkbox>
        <Sizes {...props} />
      </div>
    </Disclosure>
  );
}

function End({ plan, onChange, nowMs }: PlanPartProps): ReactElement {
  const t = useText();
  const { notAfterMs } = plan;
  return (
    <>
      <Checkbox
        isSelected={notAfterMs !== null}
        onChange={(on) => onChange({ notAfterMs: on ? thisEvening(nowMs) : null })}
      >
        {t('send.not_after_on')}
      </Checkbox>
      {notAfterMs !== null && (
        <EndTime
          label={t('send.not_after')}
          value={notAfterMs}
          error={isTooLate(plan, nowMs) ? t('send.end_is_over') : null}
          onChange={(ms) => onChange({ notAfterMs: ms })}
        />
      )}
    </>
  );
}

function Hours({ plan, onChange }: PlanPartProps): ReactElement {
  const t = useText();
  const { time } = useFormats();
  const { window } = plan;
  const option = (hour: number): { id: string; label: string } => ({
    id: String(hour),
    label: hour === 24 ? t('send.midnight') : hourText(hour, time),
  });
  return (
    <>
      <Checkbox
        isSelected={window !== null}
        onChange={(on) => onChange({ window: on ? OFFICE_HOURS : null })}
      >
        {t('send.hours_on')}
      </Checkbox>
      {window !== null && (
        <div className="row end-time-fields">
          <Select
            label={t('send.hours_from')}
            options={HOURS.slice(0, 24).map(option)}
            value={String(window.fromHour)}
            onChange={(id) => onChange({ window: { ...window, fromHour: Number(id) } })}
          />
          <Select
            label={t('send.hours_to')}
            options={HOURS.slice(1).map(option)}
            value={String(window.toHour === 0 ? 24 : window.toHour)}
            onChange={(id) => onChange({ window: { ...window, toHour: Number(id) } })}
          />
        </div>
      )}
    </>
  );
}

/** The numbers: their names, what is used where nothing is set, and their range. */
const SIZES = [
  ['canary', 'send.first_messages', 'send.first_messages_help', 10, 1, 1000],
  ['tolerancePercent', 'send.tolerance', 'send.tolerance_help', 20, 0, 1000],
  ['maxRequest', 'send.per_request', 'send.per_request_help', 500, 1, 10_000],
  ['lanes', 'send.lanes', 'send.lanes_help', 1, 1, 4],
  ['doubtLimit', 'send.doubt_limit', 'send.doubt_limit_help', null, 1, 1_000_000],
] as const satisfies readonly (readonly [
  field: keyof Plan,
  label: MessageId,
  help: MessageId,
  usual: number | null,
  min: number,
  max: number,
])[];

function Sizes({ plan, onChange }: PlanPartProps): ReactElement {
  const t = useText();
  return (
    <div className="send-sizes">
      {SIZES.map(([field, label, help, usual, min, max]) => (
        <NumberField
          key={field}
          label={t(label)}
          help={t(help)}
          value={plan[field] ?? usual}
          onChange={(value) => onChange({ [field]: value })}
          min={min}
          max={max}
        />
      ))}
    </div>
  );
}
