/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function PreviewScreen(): ReactElement {
  return <Page title="PreviewScreen" />;
}
