/** The page around every face of the send screen. */
import type { ReactElement, ReactNode } from 'react';
import { Page } from '../../components/Page.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Summary } from './mode.ts';

/** The page with the list's name. */
export function SendPage({
  summary,
  lead,
  actions,
  footer,
  children,
}: {
  readonly summary: Summary;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const t = useText();
  return (
    <Page
      title={t('send.title', { name: summary.name })}
      lead={lead}
      actions={actions}
      footer={footer}
    >
      {children}
    </Page>
  );
}
