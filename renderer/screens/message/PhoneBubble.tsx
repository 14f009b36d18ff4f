/** A plain drawing of a phone with one message on it. */
import type { ReactElement, ReactNode } from 'react';
import { Outside } from '../../components/Values.tsx';

/** The drawing. */
export function PhoneBubble({
  sender,
  isText,
  children,
}: {
  readonly sender: string;
  /** `false`: what stands in it is a word about the message, not the message. */
  readonly isText: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="phone">
      <p className="phone-sender">
        <Outside text={sender} />
      </p>
      <p className="phone-bubble" data-text={isText} dir="auto">
        {children}
      </p>
    </div>
  );
}
