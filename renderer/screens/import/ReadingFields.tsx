/** *Advanced*: how the file is decoded and cut into cells. Shown as detected, corrected in place. */
import type { ReactElement } from 'react';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Select, type Option } from '../../components/Select.tsx';
import { useText } from '../../i18n/text.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { DELIMITERS, ENCODINGS, NONE, type Peek } from './choices.ts';

/** A value that was detected and is not among the usual ones is offered too, by its own name. */
function withDetected(options: readonly Option[], detected: string): readonly Option[] {
  if (detected === '' || options.some(({ id }) => id === detected)) return options;
  return [...options, { id: detected, label: detected }];
}

/** The first choice: what was found by itself, named. */
function useAutomatic(): (options: readonly Option[], found: string) => Option {
  const t = useText();
  return (options, found) => {
    const label = options.find((option) => option.id === found)?.label ?? found;
    return { id: NONE, label: t('import.automatic', { found: label }) };
  };
}

/** The fields. */
export function ReadingFields({
  control,
  settings,
  peek,
}: {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
  readonly peek: Peek;
}): ReactElement {
  const t = useText();
  const automatic = useAutomatic();
  const named = (pairs: typeof ENCODINGS): readonly Option[] =>
    pairs.map(([id, name]) => ({ id, label: t(name) }));
  const encodings = withDetected(named(ENCODINGS), settings.encoding ?? peek.encoding);
  const delimiters = withDetected(named(DELIMITERS), settings.delimiter ?? peek.delimiter);
  return (
    <Disclosure title={t('common.advanced')} note={t('import.advanced_note')}>
      <div className="import-fields">
        <Select
          label={t('import.encoding')}
          help={t('import.encoding_help')}
          options={[automatic(encodings, peek.encoding), ...encodings]}
          value={settings.encoding ?? NONE}
          onChange={(id) => control.change({ encoding: id === NONE ? null : id })}
        />
        <Select
          label={t('import.delimiter')}
          help={t('import.delimiter_help')}
          options={[automatic(delimiters, peek.delimiter), ...delimiters]}
          value={settings.delimiter ?? NONE}
          onChange={(id) => control.change({ delimiter: id === NONE ? null : id })}
        />
      </div>
    </Disclosure>
  );
}
