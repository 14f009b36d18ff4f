/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function SendScreen(): ReactElement {
  return <Page title="SendScreen" />;
}
