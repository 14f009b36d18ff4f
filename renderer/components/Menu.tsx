/** Further things that can be done, behind one button. */
import { Ellipsis } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Button } from './Button.tsx';

/** One thing to do. */
export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onAction: () => void;
  readonly isDisabled?: boolean;
  /** Cannot be taken back. */
  readonly isDanger?: boolean;
}

/** What a menu takes. */
export interface MenuProps {
  /** What the button is called; seen where `children` are given, else told only. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** The words of the button; three dots without them. */
  readonly children?: ReactNode;
}

/** A button with a menu. */
export function Menu({ label, actions, children }: MenuProps): ReactElement {
  return (
    <MenuTrigger>
      <Button
        look={children === undefined ? 'quiet' : 'secondary'}
        size="small"
        aria-label={label}
        {...(children === undefined ? { icon: <Ellipsis aria-hidden="true" /> } : {})}
      >
        {children}
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu
          className="listbox"
          onAction={(key) => actions.find((action) => action.id === key)?.onAction()}
        >
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              className="option"
              textValue={action.label}
              isDisabled={action.isDisabled ?? false}
              {...(action.isDanger === true ? { 'data-danger': true } : {})}
            >
              {action.icon ?? <span />}
              <span className="option-label">{action.label}</span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
