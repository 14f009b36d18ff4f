/** Fields for text: one line, or several. */
import type { ReactElement, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldFoot, isFaulty, labelClass, type FieldProps } from './Field.tsx';

/** What a field for one line takes. */
export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called when the operator leaves the field or presses Enter in it. */
  readonly onCommit?: () => void;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password' | 'search' | 'tel';
  readonly maxLength?: number;
  /** `ltr` for what is always written so: phone numbers, addresses, keys. */
  readonly dir?: 'ltr' | 'auto';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for one line of text. */
export function TextField({
  label,
  hideLabel,
  help,
  error,
  isDisabled = false,
  isRequired = false,
  value,
  onChange,
  onCommit,
  type = 'text',
  maxLength,
  autoComplete = 'off',
  autoFocus = false,
  ref,
  ...input
}: TextFieldProps): ReactElement {
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={isFaulty(error)}
      isDisabled={isDisabled}
      isRequired={isRequired}
      validationBehavior="aria"
      type={type}
      autoComplete={autoComplete}
      autoFocus={autoFocus}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(onCommit === undefined ? {} : { onBlur: onCommit })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onCommit?.();
      }}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Input className="field-input" {...(ref ? { ref } : {})} {...input} />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
}

/** What a field for several lines takes. */
export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onCommit?: () => void;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly dir?: 'ltr' | 'auto';
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** A field for several lines. Its direction follows what is typed. */
export function TextArea({
  label,
  hideLabel,
  help,
  error,
  isDisabled = false,
  isRequired = false,
  value,
  onChange,
  onCommit,
  maxLength,
  rows = 5,
  dir = 'auto',
  ref,
  ...input
}: TextAreaProps): ReactElement {
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={isFaulty(error)}
      isDisabled={isDisabled}
      isRequired={isRequired}
      validationBehavior="aria"
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(onCommit === undefined ? {} : { onBlur: onCommit })}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <AriaTextArea
        className="field-input"
        rows={rows}
        dir={dir}
        {...(ref ? { ref } : {})}
        {...input}
      />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
}
