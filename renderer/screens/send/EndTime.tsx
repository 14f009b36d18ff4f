/** A moment in the next days: a day that is named, and a half hour. */
import { useState, type ReactElement } from 'react';
import { Select } from '../../components/Select.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { dayOf, daysFrom, minuteOf, minutesToChoose, timeOn } from './times.ts';
import './EndTime.css';

/** What it takes. */
export interface EndTimeProps {
  readonly label: string;
  readonly help?: string;
  readonly error?: string | null;
  /** UTC milliseconds. */
  readonly value: number;
  readonly onChange: (ms: number) => void;
}

/** Chooses a moment in the next days. */
export function EndTime({ label, help, error, value, onChange }: EndTimeProps): ReactElement {
  return (
    <fieldset className="end-time">
      <legend className="field-label">{label}</legend>
      <div className="row end-time-fields">
        <DayOf label={label} value={value} onChange={onChange} />
        <TimeOf label={label} value={value} onChange={onChange} />
      </div>
      {help !== undefined && <p className="field-help">{help}</p>}
      {error !== undefined && error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type PartProps = Pick<EndTimeProps, 'label' | 'value' | 'onChange'>;

function DayOf({ label, value, onChange }: PartProps): ReactElement {
  const t = useText();
  const { date } = useFormats();
  const [openedAtMs] = useState(() => Date.now());
  const today = dayOf(openedAtMs);
  const options = daysFrom(openedAtMs, value).map((ms) => ({
    id: String(ms),
    label: ms === today ? t('send.today', { date: date(ms) }) : date(ms),
  }));
  return (
    <Select
      label={t('send.day_of', { what: label })}
      hideLabel
      options={options}
      value={String(dayOf(value))}
      onChange={(id) => onChange(timeOn(Number(id), minuteOf(value)))}
    />
  );
}

function TimeOf({ label, value, onChange }: PartProps): ReactElement {
  const t = useText();
  const { time } = useFormats();
  const day = dayOf(value);
  const options = minutesToChoose(minuteOf(value)).map((minute) => ({
    id: String(minute),
    label: time(timeOn(day, minute)),
  }));
  return (
    <Select
      label={t('send.time_of', { what: label })}
      hideLabel
      options={options}
      value={String(minuteOf(value))}
      onChange={(id) => onChange(timeOn(day, Number(id)))}
    />
  );
}
