/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function ImportScreen(): ReactElement {
  return <Page title="ImportScreen" />;
}
