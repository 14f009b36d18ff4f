/** Fields for text: one line, or several. */
import type { ReactElement, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { given } from './given.ts';
import { FieldFoot, fieldState, labelClass, type FieldProps } from './Field.tsx';

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called when the operator leaves the field; in a field of one line also at Enter. */
  readonly onCommit?: () => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** `ltr` for what is always written so: phone numbers, addresses, keys. */
  readonly dir?: 'ltr' | 'auto';
}

/** What a field for one line takes. */
export interface TextFieldProps extends TextProps {
  readonly type?: 'text' | 'password' | 'search' | 'tel';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for one line of text. */
export function TextField(props: TextFieldProps): ReactElement {
  const { label, hideLabel, help, error, value, onChange, onCommit, maxLength, ref } = props;
  return (
    <AriaTextField
      {...fieldState(props)}
      value={value}
      onChange={onChange}
      type={props.type ?? 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      autoFocus={props.autoFocus ?? false}
      {...given({ maxLength })}
      onBlur={() => onCommit?.()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onCommit?.();
        // React Aria stops what it hands over: Escape must still close a dialog, and Tab stay in it.
        event.continuePropagation();
      }}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Input
        className="field-input"
        ref={ref ?? null}
        {...given({ dir: props.dir, inputMode: props.inputMode, placeholder: props.placeholder })}
      />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
}

/** What a field for several lines takes. */
export interface TextAreaProps extends TextProps {
  readonly rows?: number;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** A field for several lines. Its direction follows what is typed. */
export function TextArea(props: TextAreaProps): ReactElement {
  const { label, hideLabel, help, error, value, onChange, onCommit, maxLength, ref } = props;
  return (
    <AriaTextField
      {...fieldState(props)}
      value={value}
      onChange={onChange}
      {...given({ maxLength })}
      onBlur={() => onCommit?.()}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <AriaTextArea
        className="field-input"
        ref={ref ?? null}
        rows={props.rows ?? 5}
        dir={props.dir ?? 'auto'}
        {...given({ placeholder: props.placeholder })}
      />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
}
