/** The outbox of somebody who has sent nothing yet: what to do first. */
import { FlaskConical, MailPlus } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { useToast } from '../../components/Toast.tsx';
import { usePracticeMode } from '../../frame/PracticeBanner.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';

/** Begins a list with the sample that comes with Postbag. */
function SampleButton(): ReactElement {
  const t = useText();
  const toast = useToast();
  const errorText = useErrorText();
  const [, go] = useLocation();
  const sample = useAction('sampleList', ['listDrafts']);
  const open = async (): Promise<void> => {
    const answer = await sample.run({});
    if (answer.ok) go(paths.list(answer.value.draft));
    else toast(errorText(answer.error), 'danger');
  };
  return (
    <Button
      look="primary"
      size="large"
      icon={<FlaskConical aria-hidden="true" />}
      isPending={sample.isPending}
      onPress={() => void open()}
    >
      {t('outbox.open_sample')}
    </Button>
  );
}

/** What to do first, in the real data and in practice. */
export function Welcome({ isPractice }: { readonly isPractice: boolean }): ReactElement {
  const t = useText();
  const practice = usePracticeMode();
  return (
    <Card>
      <EmptyState
        icon={<MailPlus />}
        title={isPractice ? t('outbox.empty_practice') : t('outbox.empty')}
        actions={
          isPractice ? (
            <>
              <SampleButton />
              <ButtonLink to={paths.newList()} size="large">
                {t('outbox.own_list')}
              </ButtonLink>
            </>
          ) : (
            <>
              <Button
                look="primary"
                size="large"
                icon={<FlaskConical aria-hidden="true" />}
                isPending={practice.busy}
                onPress={() => practice.set(true)}
              >
                {t('outbox.try_practice')}
              </Button>
              <ButtonLink to={paths.newList()} size="large">
                {t('common.new_list')}
              </ButtonLink>
            </>
          )
        }
      >
        <p>{isPractice ? t('outbox.empty_practice_text') : t('outbox.empty_text')}</p>
      </EmptyState>
    </Card>
  );
}
