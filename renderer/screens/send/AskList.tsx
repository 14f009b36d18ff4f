/** The first step: asks engageSPARK what it took, and says what came of asking. */
import { Search } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { lateUntil, nextStep, type DoubtReport, type DoubtRow } from './evidence.ts';
import { useNow } from './useNow.ts';

/** What it takes. */
export interface AskListProps {
  readonly rows: readonly DoubtRow[];
  /** What the latest asking gave; `null`: not asked since the screen was opened. */
  readonly asked: DoubtReport | null;
  readonly isPending: boolean;
  readonly error: AppError | null;
  readonly onAsk: () => void;
}

/** The card. */
export function AskList({ rows, asked, isPending, error, onAsk }: AskListProps): ReactElement {
  const t = useText();
  const { time } = useFormats();
  const step = nextStep(rows, useNow());
  const until = lateUntil(rows);
  return (
    <Card title={t('send.ask_title')}>
      <p>
        {step === 'ask'
          ? t('send.ask_text')
          : step === 'wait' && until !== null
            ? t('send.ask_wait', { time: time(until) })
            : t('send.ask_done')}
      </p>
      {asked !== null && <Outcome asked={asked} />}
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          look={step === 'decide' ? 'secondary' : 'primary'}
          icon={<Search aria-hidden="true" />}
          isPending={isPending}
          onPress={onAsk}
        >
          {t(step === 'ask' ? 'send.ask' : 'send.ask_again')}
        </Button>
      </div>
    </Card>
  );
}

function Outcome({ asked }: { readonly asked: DoubtReport }): ReactElement {
  const t = useText();
  const { confirmed, notFound, ambiguous, listError } = asked;
  return (
    <>
      <Notice
        tone={confirmed > 0 ? 'success' : 'info'}
        announce="status"
        title={t('send.asked', { confirmed, missing: notFound, unclear: ambiguous })}
      />
      <ErrorNotice error={listError} title={t('send.ask_list_failed')} tone="warning" />
    </>
  );
}
