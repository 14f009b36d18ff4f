/** Fields that choose one of several: a short list, or a long one that is searched by typing. */
import { Check, ChevronDown } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { useText } from '../i18n/text.tsx';
import { visible } from '../i18n/visible.ts';
import { FieldFoot, fieldState, labelClass, type FieldProps } from './Field.tsx';
import { matchingOptions, meantOption } from './matchingOptions.ts';
import { quiet, useSteady } from './quietField.ts';

/** One choice. */
export interface Option<Id extends string = string> {
  readonly id: Id;
  /** May come from outside: it is shown with what cannot be seen made visible. */
  readonly label: string;
  readonly help?: string;
  /** Other words that a searched choice takes for exactly this one, such as a country's code. */
  readonly also?: readonly string[];
}

/** What a choice takes. */
export interface SelectProps<Id extends string> extends FieldProps {
  readonly options: readonly Option<Id>[];
  /** `null`: nothing chosen. */
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly placeholder?: string;
}

function optionView(option: Option): ReactElement {
  return (
    <ListBoxItem
      key={option.id}
      id={option.id}
      textValue={visible(option.label)}
      className="option"
    >
      {({ isSelected }) => (
        <>
          {isSelected ? <Check aria-hidden="true" /> : <span />}
          <bdi className="option-label">{visible(option.label)}</bdi>
          {option.help !== undefined && <span className="option-help">{option.help}</span>}
        </>
      )}
    </ListBoxItem>
  );
}

const SelectView = quiet(function SelectView(props: SelectProps<string>): ReactElement {
  const { label, hideLabel, help, error, options, value, onChange, placeholder } = props;
  const t = useText();
  return (
    <AriaSelect
      {...fieldState(props)}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      placeholder={placeholder ?? t('common.choose')}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Button className="field-input field-open">
        <SelectValue<Option>>
          {({ selectedText, isPlaceholder, defaultChildren }): ReactNode =>
            isPlaceholder ? defaultChildren : <bdi>{selectedText}</bdi>
          }
        </SelectValue>
        <ChevronDown aria-hidden="true" />
      </Button>
      <FieldFoot help={help} error={error} />
      <Popover className="popover">
        <ListBox className="listbox">{options.map(optionView)}</ListBox>
      </Popover>
    </AriaSelect>
  );
});

/** Chooses one of a few. */
export function Select<Id extends string>(props: SelectProps<Id>): ReactElement {
  const { onChange } = props;
  const change = useSteady((key: string) => onChange(key as Id));
  return <SelectView {...props} onChange={change} />;
}

/** The list has been searched before it is given. */
const everything = (): boolean => true;

/** What a searched choice takes. */
export interface ComboBoxProps<Id extends string> extends Omit<SelectProps<Id>, 'onChange'> {
  /** `null` when the field was emptied. */
  readonly onChange: (value: Id | null) => void;
}

/**
 * What was typed into a searched choice, and what becomes of it without a press on the list: a text that
 * means one choice takes it; one that does not is said, and leaves the value as it was.
 */
function useTyped({ options, value, onChange, error }: ComboBoxProps<string>) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [lost, setLost] = useState<{ readonly text: string; readonly value: string | null }>();
  /** Whether the text may be left. */
  const settle = (): boolean => {
    const own = options.find(({ id }) => id === value);
    if (typed.trim() === '' || (own !== undefined && typed === visible(own.label))) return true;
    const meant = meantOption(options, typed);
    if (meant === null) setLost({ text: typed.trim(), value });
    else if (meant.id !== value) onChange(meant.id);
    return meant !== null;
  };
  const settleOnEnter = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event;
    const isOnChoice =
      !(target instanceof HTMLInputElement) || target.hasAttribute('aria-activedescendant');
    if (key !== 'Enter' || isOnChoice) return;
    // Taking a choice closes the list at once: with it open, the key was not meant for a form around.
    if (target.getAttribute('aria-expanded') === 'true') event.preventDefault();
    if (settle()) return;
    // The list stays open to choose from, and a form is not sent off with another value than it shows.
    event.preventDefault();
    event.stopPropagation();
  };
  // The field also tells "none" when a text that is no choice is left; only an emptied one is none.
  const change = (key: string | null): void => {
    if (key !== null || typed === '') onChange(key);
    else settle();
  };
  const isLost = lost !== undefined && lost.value === value;
  const fault = isLost ? t('common.not_in_list', { text: visible(lost.text) }) : null;
  const edit = (): void => setLost(undefined);
  return { typed, setTyped, settle, settleOnEnter, change, edit, error: error || fault };
}

function Found({
  shown,
  hasMore,
}: {
  readonly shown: readonly Option[];
  readonly hasMore: boolean;
}): ReactElement {
  const t = useText();
  return (
    <Popover className="popover">
      <ListBox
        className="listbox"
        renderEmptyState={() => <p className="listbox-empty">{t('common.nothing_found')}</p>}
      >
        {shown.map(optionView)}
      </ListBox>
      {hasMore && (
        <p className="listbox-more" aria-hidden="true">
          {t('common.type_to_search')}
        </p>
      )}
    </Popover>
  );
}

const ComboBoxView = quiet(function ComboBoxView(props: ComboBoxProps<string>): ReactElement {
  const { label, hideLabel, help, options, value, placeholder } = props;
  const t = useText();
  const { typed, setTyped, settle, settleOnEnter, change, edit, error } = useTyped(props);
  return (
    <AriaComboBox
      {...fieldState({ ...props, error })}
      value={value}
      onChange={(key) => change(key === null ? null : String(key))}
      onInputChange={setTyped}
      onBlur={() => void settle()}
      defaultFilter={everything}
      menuTrigger="focus"
      allowsCustomValue
      allowsEmptyCollection
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <div className="field-group" onKeyDownCapture={settleOnEnter} onInput={edit}>
        <Input className="field-input" placeholder={placeholder ?? t('common.type_to_search')} />
        <Button className="field-chevron">
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      <FieldFoot help={help} error={error} />
      <Found {...matchingOptions(options, typed, value)} />
    </AriaComboBox>
  );
});

/** Chooses one of many (countries, columns) by typing a part of its name. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>): ReactElement {
  const { onChange } = props;
  const change = useSteady((key: string | null) => onChange(key as Id | null));
  return <ComboBoxView {...props} onChange={change} />;
}
