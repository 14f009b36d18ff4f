/**
 * The body of a screen: its title, what can be done with the whole of it, and its content.
 *
 * Opening a screen puts the focus on its heading, so that the keyboard and a screen reader are where
 * the eye is.
 */
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { visible } from '../i18n/visible.ts';
import './Page.css';

/** What a screen shows at its top. */
export interface PageProps {
  readonly title: string;
  /** One line below the title. */
  readonly lead?: ReactNode;
  /** Buttons about the whole screen, at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Above the title: the steps of a list, a way back. */
  readonly above?: ReactNode;
  /** Stays at the lower edge: the one button that goes on. */
  readonly footer?: ReactNode;
  /** `fill`: takes the whole height, for a screen whose table scrolls in itself. */
  readonly fill?: boolean;
  readonly children?: ReactNode;
}

/** What scrolls outlives the screens: without this a new one would begin where the last was left. */
function toTop(element: Element | null): void {
  for (let box = element?.parentElement; box; box = box.parentElement) box.scrollTop = 0;
}

/** A screen. */
export function Page({
  title,
  lead,
  actions,
  above,
  footer,
  fill = false,
  children,
}: PageProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    toTop(heading.current);
  }, []);
  const shown = visible(title);
  return (
    <div className="page" data-fill={fill}>
      <title>{`${shown} – Postbag`}</title>
      {above}
      <header className="page-header">
        <div className="grow">
          <h1 ref={heading} tabIndex={-1}>
            <bdi>{shown}</bdi>
          </h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </header>
      <div className="page-content">{children}</div>
      {footer !== undefined && <footer className="page-footer">{footer}</footer>}
    </div>
  );
}
