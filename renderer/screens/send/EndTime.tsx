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
  const t = useText();
  const { date, time } = useFormats();
  const [openedAtMs] = useState(() => Date.now());
  const days = daysFrom(openedAtMs, value);
  const day = dayOf(value);
  const minute = minuteOf(value);
  const dayLabel = (ms: number, index: number): string => {
    if (index === 0 && ms === dayOf(openedAtMs)) return t('send.today', { date: date(ms) });
    return date(ms);
  };
  return (
    <fieldset className="end-time">
      <legend className="field-label">{label}</legend>
      <div className="row end-time-fields">
        <Select
          label={t('send.day_of', { what: label })}
          hideLabel
          options={days.map((ms, index) => ({ id: String(ms), label: dayLabel(ms, index) }))}
          value={String(day)}
          onChange={(id) => onChange(timeOn(Number(id), minute))}
        />
        <Select
          label={t('send.time_of', { what: label })}
          hideLabel
          options={minutesToChoose(minute).map((at) => ({
            id: String(at),
            label: time(timeOn(day, at)),
          }))}
          value={String(minute)}
          onChange={(id) => onChange(timeOn(day, Number(id)))}
        />
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
