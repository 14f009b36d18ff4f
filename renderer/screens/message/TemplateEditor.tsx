/**
 * The message with its fields as chips in the text.
 *
 * React Aria's token field does the hard part (keyboard, input methods, both directions, undo, paste,
 * screen readers); the value is ours. Characters that force Unicode are underlined in place.
 */
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { Token, TokenField, TokenInput } from 'react-aria-components/TokenField';
import { compileTemplate } from '../../../shared/domain/template.ts';
import { checkUnicode } from '../../../shared/domain/unicodeReplacements.ts';
import { Button } from '../../components/Button.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { Menu } from '../../components/Menu.tsx';
import { Outside } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { visible } from '../../i18n/visible.ts';
import type { Draft, DraftSettings, SettingsPatch } from '../draft/pending.ts';
import { FieldDefaults } from './FieldDefaults.tsx';
import { markCharacters } from './highlights.ts';
import { usedMapping } from './liveText.ts';
import { fieldForColumn, ownWords } from './templateParts.ts';
import {
  templateOf,
  valueOf,
  withField,
  withTemplate,
  type TemplateValue,
} from './templateValue.ts';

/** So many columns have a button of their own; the others stand in a menu. */
const MOST_BUTTONS = 8;

/** After such a pause in writing, what follows is undone on its own. */
const PAUSE_MS = 700;

/** What the editor takes. */
export interface TemplateEditorProps {
  readonly settings: DraftSettings;
  readonly columns: readonly string[];
  /** Not offered as a field first: hardly anybody writes people their own number. */
  readonly numberColumn: string | null;
  readonly built: Draft['built'];
  readonly change: (patch: SettingsPatch) => void;
}

/** The value of the editor, in step with the settings whoever changes them. */
function useTemplateValue({ settings, change }: TemplateEditorProps) {
  const [value, setValue] = useState(() => valueOf(settings.template));
  const [seen, setSeen] = useState(settings.template);
  let shown = value;
  if (seen !== settings.template) {
    setSeen(settings.template);
    if (templateOf(value) !== settings.template) {
      // Changed from outside the editor (a replacement, a default): one step that can be undone.
      shown = withTemplate(value, settings.template);
      setValue(shown);
    }
  }
  useEffect(() => {
    // Undo takes back what was written without a pause, not all that was ever written.
    const timer = setTimeout(() => value.endCoalescing(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const set = (next: TemplateValue, mapping: Readonly<Record<string, string>> = {}): void => {
    setValue(next);
    const template = templateOf(next);
    if (template === settings.template) return;
    const fieldColumns = usedMapping(template, { ...settings.fieldColumns, ...mapping });
    change({ template, fieldColumns });
  };
  return { value: shown, set };
}

/** Underlines in the editor what forces Unicode. */
function useMarks(input: RefObject<HTMLDivElement | null>, template: string): void {
  useEffect(() => {
    const { marks } = checkUnicode(ownWords(template));
    return markCharacters(
      input.current,
      marks.map(({ character }) => character),
    );
  }, [input, template]);
}

function MoreFields({
  columns,
  onInsert,
}: {
  readonly columns: readonly string[];
  readonly onInsert: (column: string) => void;
}): ReactElement {
  const t = useText();
  const actions = columns.map((column) => ({
    id: column,
    label: visible(column),
    onAction: () => onInsert(column),
  }));
  return (
    <Menu label={t('message.insert_more')} actions={actions}>
      {t('message.insert_more')}
    </Menu>
  );
}

function FieldButtons({
  columns,
  numberColumn,
  onInsert,
}: {
  readonly columns: readonly string[];
  readonly numberColumn: string | null;
  readonly onInsert: (column: string) => void;
}): ReactElement | null {
  const t = useText();
  const offered = columns.filter((column) => column !== numberColumn);
  const all = numberColumn === null ? offered : [...offered, numberColumn];
  const rest = all.slice(MOST_BUTTONS);
  if (all.length === 0) return null;
  return (
    <div className="message-insert" role="group" aria-label={t('message.insert')}>
      <span className="soft small">{t('message.insert')}</span>
      {all.slice(0, MOST_BUTTONS).map((column) => (
        <Button
          key={column}
          size="small"
          icon={<Plus aria-hidden="true" />}
          aria-label={t('message.insert_field', { column })}
          onPress={() => onInsert(column)}
        >
          <span className="message-column">
            <Outside text={column} />
          </span>
        </Button>
      ))}
      {rest.length > 0 && <MoreFields columns={rest} onInsert={onInsert} />}
    </div>
  );
}

function BadTemplate({ template }: { readonly template: string }): ReactElement | null {
  const errorText = useErrorText();
  const compiled = compileTemplate(template);
  if (compiled.ok || compiled.error.problem === 'empty') return null;
  return (
    <p className="message-bad" role="alert">
      {errorText(compiled.error)}
    </p>
  );
}

/** The editor. */
export function TemplateEditor(props: TemplateEditorProps): ReactElement {
  const { settings, columns, built, numberColumn, change } = props;
  const t = useText();
  const input = useRef<HTMLDivElement>(null);
  const { value, set } = useTemplateValue(props);
  useMarks(input, settings.template);
  const insert = (column: string): void => {
    const { name, mapping } = fieldForColumn(column, settings.fieldColumns);
    set(withField(value, { name, fallback: null }), mapping);
    input.current?.focus();
  };
  return (
    <>
      <FieldButtons columns={columns} numberColumn={numberColumn} onInsert={insert} />
      <TokenField<TemplateValue>
        className="field"
        value={value}
        onChange={(next) => set(next)}
        allowsNewlines
      >
        <Label className="field-label">{t('message.text')}</Label>
        <TokenInput<TemplateValue> ref={input} className="field-input message-editor" dir="auto">
          {(segment) => (
            <Token className="message-chip">
              <Outside text={segment.text} />
            </Token>
          )}
        </TokenInput>
        <Text slot="description" className="field-help">
          {t('message.text_help')}
        </Text>
      </TokenField>
      <BadTemplate template={settings.template} />
      <FieldDefaults settings={settings} columns={columns} built={built} change={change} />
    </>
  );
}
