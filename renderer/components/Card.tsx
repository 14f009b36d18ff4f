/** A framed part of a screen with a heading of its own. */
import { useId, type ReactElement, type ReactNode } from 'react';
import './Card.css';

/** What a card takes. */
export interface CardProps {
  /** The heading; without it the card is only a frame. */
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** `flush`: the content (a table) reaches the frame. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A card. */
export function Card({ title, actions, flush = false, children }: CardProps): ReactElement {
  const heading = useId();
  return (
    <section className="card" aria-labelledby={title === undefined ? undefined : heading}>
      {title !== undefined && (
        <header className="card-header">
          <h2 id={heading} className="grow">
            {title}
          </h2>
          {actions}
        </header>
      )}
      <div className="card-body" data-flush={flush}>
        {children}
      </div>
    </section>
  );
}

/** A number that matters, with what it is. */
export function Figure({
  label,
  value,
  note,
}: {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}): ReactElement {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd>
        <span className="figure-value">{value}</span>
        {note !== undefined && <span className="field-help">{note}</span>}
      </dd>
    </div>
  );
}

/** Several of them in a line. */
export function Figures({ children }: { readonly children: ReactNode }): ReactElement {
  return <dl className="figures">{children}</dl>;
}
