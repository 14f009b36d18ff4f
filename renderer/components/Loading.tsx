/** Something is being read: said after a moment, so that what is quick does not flicker. */
import type { ReactElement } from 'react';
import { useText } from '../i18n/text.tsx';
import './Loading.css';

/** A quiet sign that something is being read. */
export function Loading({ label }: { readonly label?: string }): ReactElement {
  const t = useText();
  return (
    <p className="loading" role="status">
      <span className="loading-dots" aria-hidden="true" />
      {label ?? t('common.loading')}
    </p>
  );
}
