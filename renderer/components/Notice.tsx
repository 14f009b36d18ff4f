/**
 * A message about the screen or the list: what happened, what follows, what can be done.
 *
 * The tone is told by a word's icon and a frame, not by colour alone.
 */
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import './Notice.css';

/** How serious a notice is. */
export type Tone = 'info' | 'success' | 'warning' | 'danger';

const ICONS: Readonly<Record<Tone, typeof Info>> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
};

/** What a notice takes. */
export interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons: what can be done about it. */
  readonly actions?: ReactNode;
  /**
   * Told at once by a screen reader when it appears: `alert` interrupts (a failure of what was just
   * asked for), `status` waits. Without it the notice is simply part of the screen.
   */
  readonly announce?: 'alert' | 'status';
}

/** A notice. */
export function Notice({
  tone = 'info',
  title,
  children,
  actions,
  announce,
}: NoticeProps): ReactElement {
  const Icon = ICONS[tone];
  return (
    <div className="notice" data-tone={tone} role={announce}>
      <Icon className="notice-icon" aria-hidden="true" />
      <div className="notice-main">
        <div className="notice-body">
          {title !== undefined && <p className="notice-title">{title}</p>}
          {children !== undefined && <div className="notice-text">{children}</div>}
        </div>
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
