/** What few people need, closed until it is asked for: *Advanced*. */
import { ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import './Disclosure.css';

/** What it takes. */
export interface DisclosureProps {
  readonly title: ReactNode;
  readonly isOpenAtFirst?: boolean;
  /** A word about what is set inside, shown while it is closed too. */
  readonly note?: ReactNode;
  /** Of its heading: 2 where no heading of a card stands above it. */
  readonly level?: 2 | 3 | 4;
  readonly children: ReactNode;
}

/** A part that opens and closes. */
export function Disclosure({
  title,
  isOpenAtFirst = false,
  note,
  level = 3,
  children,
}: DisclosureProps): ReactElement {
  return (
    <AriaDisclosure className="disclosure" defaultExpanded={isOpenAtFirst}>
      <Heading level={level}>
        <Button slot="trigger" className="disclosure-button">
          <ChevronRight className="disclosure-sign" aria-hidden="true" />
          {title}
          {note !== undefined && <span className="disclosure-note">{note}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">
        <div className="disclosure-content">{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
