/** Being built. */
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';

/** Being built. */
export function FirstStart(): ReactElement {
  return <Page title="FirstStart" />;
}
