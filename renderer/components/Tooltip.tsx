/** A word of help at a button. Nothing that must be read: touch and print do not show it. */
import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import './Tooltip.css';

/** Shows `text` when its button is hovered or focused. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: ReactNode;
  /** A `Button`. */
  readonly children: ReactElement;
}): ReactElement {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <AriaTooltip className="tooltip" offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
