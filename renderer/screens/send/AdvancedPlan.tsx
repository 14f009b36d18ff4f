/** What few offices need: hours, an end, one by one, sizes. With what they do not govern. */
import type { ReactElement } from 'react';
import { Checkbox } from '../../components/Choice.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Select } from '../../components/Select.tsx';
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

function Sizes({ plan, onChange }: PlanPartProps): ReactElement {
  const t = useText();
  return (
    <div className="send-sizes">
      <NumberField
        label={t('send.first_messages')}
        help={t('send.first_messages_help')}
        value={plan.canary ?? 10}
        onChange={(canary) => onChange({ canary })}
        min={1}
        max={1000}
      />
      <NumberField
        label={t('send.tolerance')}
        help={t('send.tolerance_help')}
        value={plan.tolerancePercent ?? 20}
        onChange={(tolerancePercent) => onChange({ tolerancePercent })}
        min={0}
        max={1000}
      />
      <NumberField
        label={t('send.per_request')}
        help={t('send.per_request_help')}
        value={plan.maxRequest ?? 500}
        onChange={(maxRequest) => onChange({ maxRequest })}
        min={1}
        max={10_000}
      />
      <NumberField
        label={t('send.lanes')}
        help={t('send.lanes_help')}
        value={plan.lanes ?? 1}
        onChange={(lanes) => onChange({ lanes })}
        min={1}
        max={4}
      />
      <NumberField
        label={t('send.doubt_limit')}
        help={t('send.doubt_limit_help')}
        value={plan.doubtLimit}
        onChange={(doubtLimit) => onChange({ doubtLimit })}
        min={1}
      />
    </div>
  );
}
