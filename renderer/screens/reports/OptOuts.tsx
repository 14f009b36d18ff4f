/** People who asked to stop: onto the do-not-contact list, all of them, with one button. */
import { useState, type ReactElement } from 'react';
import type { AppError, Result } from '../../../shared/errors.ts';
import { call } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useToast } from '../../components/Toast.tsx';
import { useText } from '../../i18n/text.tsx';
import { EVERYTHING, filterOf } from '../history/filter.ts';

/** Numbers of one call: what it takes is bounded by its length. */
const AT_ONCE = 500;

/**
 * Adds the numbers of all messages that failed for a reason to the do-not-contact list.
 *
 * @returns how many were not on it before.
 */
async function addOptOuts(batch: string, error: string): Promise<Result<number>> {
  const filter = { ...filterOf(EVERYTHING, 0), batch, error };
  const opened = await call('openView', { filter, purpose: 'opt_outs' });
  if (!opened.ok) return opened;
  const { view, count } = opened.value;
  let added = 0;
  for (let offset = 0; offset < count; offset += AT_ONCE) {
    const page = await call('viewPage', { view, offset, limit: AT_ONCE });
    if (!page.ok) return page;
    const text = page.value.rows.map(({ to }) => `+${to}`).join('\n');
    const answer = await call('addOptOuts', { text });
    if (!answer.ok) return answer;
    added += answer.value.added;
  }
  return { ok: true, value: added };
}

/** The button. */
export function OptOuts({
  batch,
  error,
  people,
}: {
  readonly batch: string;
  readonly error: string;
  readonly people: number;
}): ReactElement {
  const t = useText();
  const toast = useToast();
  const [isPending, setPending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const run = async (): Promise<void> => {
    setPending(true);
    const answer = await addOptOuts(batch, error);
    setPending(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setDone(true);
    toast(t('reports.opted_out_added', { people: answer.value }));
  };
  if (isDone) return <p className="reports-done">{t('reports.opted_out_done')}</p>;
  return (
    <div className="stack-small">
      <div className="row">
        <Button size="small" isPending={isPending} onPress={() => void run()}>
          {t('reports.opted_out_add', { people })}
        </Button>
      </div>
      <ErrorNotice error={failure} />
    </div>
  );
}
