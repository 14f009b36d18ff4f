/** Boxes to tick, and one of several in sight. */
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { FieldFoot, fieldState, labelClass, type FieldProps } from './Field.tsx';
import './Choice.css';

/** What a box to tick takes. */
export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
  /** Help, below the words. */
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
}

function words(children: ReactNode, help: ReactNode): ReactElement {
  return (
    <span className="choice-words">
      <span>{children}</span>
      {help !== undefined && <span className="field-help">{help}</span>}
    </span>
  );
}

/** A box to tick. */
export function Checkbox({
  isSelected,
  onChange,
  children,
  help,
  isDisabled = false,
}: CheckboxProps): ReactElement {
  return (
    <AriaCheckbox
      className="choice"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className="choice-box" aria-hidden="true">
        {isSelected && <Check />}
      </span>
      {words(children, help)}
    </AriaCheckbox>
  );
}

/** One of several in sight. */
export interface RadioOption<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
}

/** What a group of them takes. */
export interface RadioGroupProps<Id extends string> extends FieldProps {
  readonly options: readonly RadioOption<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  /** `cards` gives each choice a frame, for the main question of a screen. */
  readonly look?: 'plain' | 'cards';
}

/** Chooses one of a few that are all in sight. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>): ReactElement {
  const { label, hideLabel, help, error, options, value, onChange, look = 'plain' } = props;
  return (
    <AriaRadioGroup {...fieldState(props)} value={value} onChange={(id) => onChange(id as Id)}>
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <div className="choice-options" data-look={look}>
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            className="choice"
            isDisabled={option.isDisabled ?? false}
          >
            <span className="choice-radio" aria-hidden="true" />
            {words(option.label, option.help)}
          </Radio>
        ))}
      </div>
      <FieldFoot help={help} error={error} />
    </AriaRadioGroup>
  );
}
