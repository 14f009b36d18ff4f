/** What every field shares: help below it, and what is wrong with it in words. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Text } from 'react-aria-components/Text';
import './Field.css';

/** What every field takes. */
export interface FieldProps {
  readonly label: string;
  /** The label is told to screen readers only, where the screen shows it in another way. */
  readonly hideLabel?: boolean;
  /** Help, below the field. */
  readonly help?: ReactNode;
  /** What is wrong, in words; absent, `null` or empty: nothing. */
  readonly error?: string | null | undefined;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

/** Whether the field has a fault. */
const isFaulty = (error: string | null | undefined): boolean =>
  error !== undefined && error !== null && error !== '';

/** The lines below a field. */
export function FieldFoot({ help, error }: Pick<FieldProps, 'help' | 'error'>): ReactElement {
  return (
    <>
      {help !== undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">
        <CircleAlert aria-hidden="true" />
        <span>{error}</span>
      </FieldError>
    </>
  );
}

/** What every field passes to its part of react-aria: its look, its fault, whether it can be used. */
export const fieldState = ({
  error,
  isDisabled = false,
  isRequired = false,
}: Pick<FieldProps, 'error' | 'isDisabled' | 'isRequired'>): {
  readonly className: string;
  readonly isInvalid: boolean;
  readonly isDisabled: boolean;
  readonly isRequired: boolean;
  readonly validationBehavior: 'aria';
} => ({
  className: 'field',
  isInvalid: isFaulty(error),
  isDisabled,
  isRequired,
  validationBehavior: 'aria',
});

/** The class of a label, visible or not. */
export const labelClass = (hideLabel: boolean | undefined): string =>
  hideLabel === true ? 'visually-hidden' : 'field-label';
