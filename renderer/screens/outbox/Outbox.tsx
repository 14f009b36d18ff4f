/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function Outbox(): ReactElement {
  return <Page title="Outbox" />;
}
