/** Fields that choose one of several: a short list, or a long one that is searched by typing. */
import { Check, ChevronDown } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
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
import { matchingOptions } from './matchingOptions.ts';
import { quiet, useSteady } from './quietField.ts';

/** One choice. */
export interface Option<Id extends string = string> {
  readonly id: Id;
  /** May come from outside: it is shown with what cannot be seen made visible. */
  readonly label: string;
  readonly help?: string;
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

const ComboBoxView = quiet(function ComboBoxView(props: ComboBoxProps<string>): ReactElement {
  const { label, hideLabel, help, error, options, value, onChange, placeholder } = props;
  const t = useText();
  const [typed, setTyped] = useState('');
  const { shown, hasMore } = matchingOptions(options, typed, value);
  return (
    <AriaComboBox
      {...fieldState(props)}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      onInputChange={setTyped}
      defaultFilter={everything}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <div className="field-group">
        <Input className="field-input" placeholder={placeholder ?? t('common.type_to_search')} />
        <Button className="field-chevron">
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      <FieldFoot help={help} error={error} />
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
    </AriaComboBox>
  );
});

/** Chooses one of many (countries, columns) by typing a part of its name. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>): ReactElement {
  const { onChange } = props;
  const change = useSteady((key: string | null) => onChange(key as Id | null));
  return <ComboBoxView {...props} onChange={change} />;
}
