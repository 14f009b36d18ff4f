/** The fields that the message uses: what is written where one is empty, and which column one means. */
import { useState, type ReactElement } from 'react';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Outside } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Draft, DraftSettings, SettingsPatch } from '../draft/pending.ts';
import { columnOf, leftOutBy } from './liveText.ts';
import { fieldsOf, partsOf, withFallback, type TemplateFieldValue } from './templateParts.ts';

interface Props {
  readonly settings: DraftSettings;
  readonly columns: readonly string[];
  /** What reading the list gave: how many have no value is told from it. */
  readonly built: Draft['built'];
  readonly change: (patch: SettingsPatch) => void;
}

type WhenEmpty = 'refuse' | 'omit' | 'write';

const whenEmpty = (fallback: string | null): WhenEmpty =>
  fallback === null ? 'refuse' : fallback === '' ? 'omit' : 'write';

function ColumnChoice({ settings, columns, change, field }: Props & { readonly field: string }) {
  const t = useText();
  return (
    <Select
      label={t('message.field_column', { field })}
      error={t('message.field_column_missing', { field })}
      options={columns.map((column) => ({ id: column, label: column }))}
      value={null}
      onChange={(column) => change({ fieldColumns: { ...settings.fieldColumns, [field]: column } })}
    />
  );
}

function ChoiceSelect({
  field,
  value,
  onChange,
}: {
  readonly field: string;
  readonly value: WhenEmpty;
  readonly onChange: (value: WhenEmpty) => void;
}): ReactElement {
  const t = useText();
  return (
    <Select<WhenEmpty>
      label={t('message.when_empty', { field })}
      hideLabel
      value={value}
      onChange={onChange}
      options={[
        { id: 'refuse', label: t('message.when_empty_refuse') },
        { id: 'omit', label: t('message.when_empty_omit') },
        { id: 'write', label: t('message.when_empty_write') },
      ]}
    />
  );
}

/** How many people a choice is about: whom to leave out is decided by their number. */
function Without({
  field,
  settings,
  built,
  isLeftOut,
}: Pick<Props, 'settings' | 'built'> & {
  readonly field: string;
  readonly isLeftOut: boolean;
}): ReactElement | null {
  const t = useText();
  const people = leftOutBy(field, built, settings.fieldColumns);
  if (people === 0) return null;
  return (
    <span className={isLeftOut ? 'message-left-out' : 'message-without'}>
      {t(isLeftOut ? 'message.leaves_out' : 'message.without_value', { people })}
    </span>
  );
}

/** What is typed is kept as it is typed: stored, a default has no space at its end. */
function WhenEmptyChoice({
  settings,
  change,
  built,
  field: { name, fallback },
}: Props & { readonly field: TemplateFieldValue }): ReactElement {
  const t = useText();
  const [choice, setChoice] = useState(() => whenEmpty(fallback));
  const [text, setText] = useState(fallback ?? '');
  const set = (next: string | null): void =>
    change({ template: withFallback(settings.template, name, next) });
  const choose = (next: WhenEmpty): void => {
    setChoice(next);
    set(next === 'refuse' ? null : next === 'omit' ? '' : text);
  };
  const write = (next: string): void => {
    setText(next);
    set(next);
  };
  return (
    <div className="message-default">
      <span className="message-chip">
        <Outside text={name} />
      </span>
      <ChoiceSelect field={name} value={choice} onChange={choose} />
      {choice === 'write' && (
        <TextField
          label={t('message.default_label', { field: name })}
          hideLabel
          value={text}
          onChange={write}
          maxLength={200}
          placeholder={t('message.default_example')}
          autoFocus
        />
      )}
      <Without {...{ settings, built }} field={name} isLeftOut={choice === 'refuse'} />
    </div>
  );
}

/** The list of fields. */
export function FieldDefaults(props: Props): ReactElement | null {
  const { settings, columns } = props;
  const t = useText();
  const fields = fieldsOf(partsOf(settings.template));
  if (fields.length === 0) return null;
  const isStray = (name: string): boolean =>
    columns.length > 0 && columnOf(name, columns, settings.fieldColumns) === null;
  return (
    <div className="stack-small">
      {fields
        .filter(({ name }) => isStray(name))
        .map(({ name }) => (
          <ColumnChoice key={name} {...props} field={name} />
        ))}
      <p className="small soft">{t('message.when_empty_title')}</p>
      {fields.map((field) => (
        <WhenEmptyChoice key={field.name} {...props} field={field} />
      ))}
    </div>
  );
}
