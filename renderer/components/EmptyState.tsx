/** A place where nothing is yet: what would stand here, and how to get it there. */
import type { ReactElement, ReactNode } from 'react';
import './EmptyState.css';

/** An empty place. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  /** An icon of lucide-react. */
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactElement {
  return (
    <div className="empty">
      {icon !== undefined && (
        <div className="empty-icon" aria-hidden="true">
          {icon}
        </div>
      )}
      <h2>{title}</h2>
      {children !== undefined && <div className="empty-text">{children}</div>}
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}
