/** The search and the filters over a table of messages. */
import { useId, useMemo, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { ComboBox, Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { messageStateId } from '../../i18n/stateText.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import {
  dayMs,
  EVERYTHING,
  isFiltered,
  PERIODS,
  STATE_CHOICES,
  type FilterForm,
  type Period,
} from './filter.ts';
import './history.css';

const PERIOD_NAMES = {
  any: 'history.period_any',
  today: 'history.period_today',
  yesterday: 'history.period_yesterday',
  week: 'history.period_week',
  month: 'history.period_month',
  last_month: 'history.period_last_month',
  dates: 'history.period_dates',
} as const satisfies Readonly<Record<Period, MessageId>>;

/** What the bar takes. */
export interface FilterBarProps {
  readonly form: FilterForm;
  readonly onChange: (change: Partial<FilterForm>) => void;
  /** The countries to choose from, by their two letters. */
  readonly countries: readonly string[];
  /** The lists to choose from; none where one list is looked at. */
  readonly lists?: readonly { readonly batch: string; readonly name: string }[];
  /** Leaves the time out, where one list is looked at. */
  readonly withTime?: boolean;
  /** Further filters. */
  readonly children?: ReactNode;
}

/** The bar. */
export function FilterBar(props: FilterBarProps): ReactElement {
  const { form, onChange, lists, withTime = true } = props;
  const t = useText();
  const fixedBatch = lists === undefined ? form.batch : null;
  return (
    <search className="filter-bar">
      <TextField
        label={t('history.search')}
        placeholder={t(lists === undefined ? 'history.search_in_list' : 'history.search_in_all')}
        type="search"
        value={form.search}
        onChange={(search) => onChange({ search })}
        maxLength={200}
      />
      <States {...props} />
      <Countries {...props} />
      {lists !== undefined && (
        <ComboBox
          label={t('history.list')}
          placeholder={t('history.all_lists')}
          options={lists.map(({ batch, name }) => ({ id: batch, label: name }))}
          value={form.batch}
          onChange={(batch) => onChange({ batch })}
        />
      )}
      {withTime && <Times {...props} />}
      {props.children}
      {isFiltered(form, fixedBatch) && (
        <Button look="quiet" onPress={() => onChange({ ...EVERYTHING, batch: fixedBatch })}>
          {t('history.clear')}
        </Button>
      )}
    </search>
  );
}

function States({ form, onChange }: FilterBarProps): ReactElement {
  const t = useText();
  return (
    <Select
      label={t('history.state')}
      options={STATE_CHOICES.map((id) => ({
        id,
        label: id === 'all' ? t('history.all_states') : t(messageStateId(id)),
      }))}
      value={form.state}
      onChange={(state) => onChange({ state })}
    />
  );
}

function Countries({ form, onChange, countries }: FilterBarProps): ReactElement {
  const t = useText();
  const formats = useFormats();
  const options = useMemo(
    () =>
      countries
        .map((id) => ({ id, label: formats.country(id) }))
        .toSorted((a, b) => a.label.localeCompare(b.label, formats.language)),
    [countries, formats],
  );
  return (
    <ComboBox
      label={t('history.country')}
      placeholder={t('history.all_countries')}
      options={options}
      value={form.country}
      onChange={(country) => onChange({ country })}
    />
  );
}

function Times({ form, onChange }: FilterBarProps): ReactElement {
  const t = useText();
  return (
    <>
      <Select
        label={t('history.period')}
        options={PERIODS.map((id) => ({ id, label: t(PERIOD_NAMES[id]) }))}
        value={form.period}
        onChange={(period) => onChange({ period })}
      />
      {form.period === 'dates' && (
        <>
          <Day
            label={t('history.from')}
            value={form.from}
            onChange={(from) => onChange({ from })}
          />
          <Day label={t('history.to')} value={form.to} onChange={(to) => onChange({ to })} />
        </>
      )}
    </>
  );
}

/** A day in the browser's own field; below it with its month named, so that 3/4 is not read as 4/3. */
function Day({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const { date } = useFormats();
  const id = useId();
  const ms = dayMs(value);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-input"
        type="date"
        value={value}
        aria-describedby={`${id}-named`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-named`} className="field-help">
        {ms === null ? '' : date(ms)}
      </span>
    </div>
  );
}
