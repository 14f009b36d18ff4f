/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function ReportsScreen(): ReactElement {
  return <Page title="ReportsScreen" />;
}
