/** Says on every screen of practice mode that nothing is real. */
import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../api/calls.ts';
import { Button } from '../components/Button.tsx';
import { useErrorText } from '../components/ErrorNotice.tsx';
import { useToast } from '../components/Toast.tsx';
import { T, useText } from '../i18n/text.tsx';
import { paths } from '../routes.tsx';

/** Leaves practice mode, or begins it; the window loads anew when it worked. */
export function usePracticeMode(): { readonly set: (on: boolean) => void; readonly busy: boolean } {
  const toast = useToast();
  const errorText = useErrorText();
  const change = useAction('setPracticeMode');
  const [, go] = useLocation();
  const set = (on: boolean): void => {
    // The lists of the other data have other addresses, and the window loads anew where it stands.
    go(paths.outbox());
    void change.run({ on }).then((answer) => {
      if (!answer.ok) toast(errorText(answer.error), 'danger');
    });
  };
  return { set, busy: change.isPending };
}

/** The strip at the top of every screen of practice mode. */
export function PracticeBanner(): ReactElement {
  const t = useText();
  const practice = usePracticeMode();
  return (
    <div className="practice-banner" role="region" aria-label={t('common.practice_is_on')}>
      <FlaskConical aria-hidden="true" />
      <p className="grow">
        <T id="common.practice_banner" />
      </p>
      <Button size="small" isPending={practice.busy} onPress={() => practice.set(false)}>
        {t('common.practice_end')}
      </Button>
    </div>
  );
}
