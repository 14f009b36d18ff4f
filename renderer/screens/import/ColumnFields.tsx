/** Which column holds what, and the country of numbers without a dialling code. */
import { useMemo, type ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ComboBox, Select, type Option } from '../../components/Select.tsx';
import { visible } from '../../i18n/visible.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { countryOptions, NONE, suggestedColumn, type Peek } from './choices.ts';

interface Props {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
  readonly peek: Peek;
}

const optionsOf = (peek: Peek): readonly Option[] =>
  peek.columns.map(({ column, samples }) => {
    const sample = samples.find((text) => text.trim() !== '');
    return { id: column, label: column, ...(sample ? { help: visible(sample).slice(0, 40) } : {}) };
  });

/** The countries that a field offers, in the order of the language. */
export function useCountryOptions(): readonly Option[] {
  const countries = useCall('countries', {});
  const { country, language } = useFormats();
  return useMemo(
    () =>
      countryOptions(countries.data ?? [], country, language).map(({ id, label, also }) => ({
        id,
        label,
        also,
      })),
    [countries.data, country, language],
  );
}

function NumberColumn({ control, settings, peek }: Props): ReactElement {
  const t = useText();
  const chosen = settings.numberColumn ?? peek.numberColumn;
  return (
    <Select
      label={t('import.number_column')}
      options={optionsOf(peek)}
      value={chosen}
      onChange={(numberColumn) => control.change({ numberColumn })}
      isRequired
      error={chosen === null && peek.problem === null ? t('import.number_column_unclear') : null}
    />
  );
}

function Country({ control, settings }: Omit<Props, 'peek'>): ReactElement {
  const t = useText();
  const options = useCountryOptions();
  return (
    <ComboBox
      label={t('import.country')}
      help={t('import.country_help')}
      options={options}
      value={settings.country}
      onChange={(country) => control.change({ country })}
      placeholder={t('import.country_none')}
    />
  );
}

function TextColumn({ control, settings, peek }: Props): ReactElement {
  const t = useText();
  const options = [{ id: NONE, label: t('import.text_written') }, ...optionsOf(peek)];
  return (
    <Select
      label={t('import.text_column')}
      options={options}
      value={settings.textFrom === 'column' ? settings.messageColumn : NONE}
      onChange={(column) =>
        control.change(
          column === NONE
            ? { textFrom: 'template', messageColumn: null }
            : { textFrom: 'column', messageColumn: column },
        )
      }
    />
  );
}

function SenderColumn({ control, settings, peek }: Props): ReactElement {
  const t = useText();
  const options = [{ id: NONE, label: t('import.sender_same') }, ...optionsOf(peek)];
  return (
    <Select
      label={t('import.sender_column')}
      options={options}
      value={settings.senderColumn ?? NONE}
      onChange={(column) => control.change({ senderColumn: column === NONE ? null : column })}
    />
  );
}

/** A column of ready messages is offered, never taken silently. */
function Suggestion({ control, settings, peek }: Props): ReactElement | null {
  const t = useText();
  const column = suggestedColumn(peek.columns, 'message');
  if (column === null || settings.textFrom === 'column' || settings.template !== '') return null;
  return (
    <Notice
      tone="info"
      title={t('import.message_column_found', { column })}
      actions={
        <Button
          size="small"
          onPress={() => control.change({ textFrom: 'column', messageColumn: column })}
        >
          {t('import.message_column_use')}
        </Button>
      }
    />
  );
}

/** The fields. */
export function ColumnFields(props: Props): ReactElement {
  return (
    <>
      <div className="import-fields">
        <NumberColumn {...props} />
        <Country {...props} />
        <TextColumn {...props} />
        <SenderColumn {...props} />
      </div>
      <Suggestion {...props} />
    </>
  );
}
