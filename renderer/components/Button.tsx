/** Buttons, and links that look like them. One `primary` a screen at most. */
import type { ReactElement, ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import { Link as AriaLink } from 'react-aria-components/Link';
import { given } from './given.ts';
import './Button.css';

/** How much a button asks for attention. */
export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'quiet';

/** What a button takes. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook;
  readonly size?: 'normal' | 'small' | 'large';
  /** An icon of lucide-react, before the words. */
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A button. Without words give it an `aria-label`.
 *
 * While it is pending it keeps the focus and takes no press. The library's own way tells screen readers
 * of it by naming the button, which points nowhere once the button's work has replaced it.
 */
export function Button({
  look = 'secondary',
  size = 'normal',
  icon,
  children,
  isPending = false,
  onPress,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <AriaButton
      {...rest}
      {...given({ onPress: isPending ? undefined : onPress })}
      data-pending={isPending ? true : undefined}
      className="button"
      data-look={look}
      data-size={size}
      data-bare={children === undefined}
    >
      {icon}
      {children}
    </AriaButton>
  );
}

/** What a link with the look of a button takes. */
export interface ButtonLinkProps {
  /** An address of `paths`, without `#`. */
  readonly to: string;
  readonly look?: ButtonLook;
  readonly size?: 'normal' | 'small' | 'large';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
}

/** A link to another screen that looks like a button. */
export function ButtonLink({
  to,
  look = 'secondary',
  size = 'normal',
  icon,
  children,
  ...rest
}: ButtonLinkProps): ReactElement {
  return (
    <AriaLink {...rest} href={`#${to}`} className="button" data-look={look} data-size={size}>
      {icon}
      {children}
    </AriaLink>
  );
}

/** A link to another screen within text. */
export function TextLink({
  to,
  children,
}: {
  readonly to: string;
  readonly children: ReactNode;
}): ReactElement {
  return <a href={`#${to}`}>{children}</a>;
}
