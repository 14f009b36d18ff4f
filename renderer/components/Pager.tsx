/** Leafs through a list page by page. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { useFormats, useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import './Pager.css';

/** What a pager takes. */
export interface PagerProps {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onOffset: (offset: number) => void;
}

/** "1–50 of 1,234", and the two buttons. */
export function Pager({ offset, limit, total, onOffset }: PagerProps): ReactElement {
  const t = useText();
  const { count } = useFormats();
  const last = Math.min(total, offset + limit);
  return (
    <div className="pager row">
      <span className="soft number">
        {t('common.range_of', {
          from: count(total === 0 ? 0 : offset + 1),
          to: count(last),
          total: count(total),
        })}
      </span>
      <Button
        size="small"
        aria-label={t('common.previous_page')}
        icon={<ChevronLeft aria-hidden="true" />}
        isDisabled={offset === 0}
        onPress={() => onOffset(Math.max(0, offset - limit))}
      />
      <Button
        size="small"
        aria-label={t('common.next_page')}
        icon={<ChevronRight aria-hidden="true" />}
        isDisabled={last >= total}
        onPress={() => onOffset(offset + limit)}
      />
    </div>
  );
}
