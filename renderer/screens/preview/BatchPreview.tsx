/** What a list that is ready will cost, and every message of it: to be looked at, no longer to be changed. */
import { ArrowRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { useCall } from '../../api/calls.ts';
import { ButtonLink } from '../../components/Button.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Steps } from '../../components/Steps.tsx';
import { Outside } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Preview } from './cost.ts';
import { CostCard } from './CostCard.tsx';
import { LongestCard } from './LongestCard.tsx';
import { MessagesCard } from './MessagesCard.tsx';
import { Summary } from './Summary.tsx';

function Found({
  batch,
  preview,
}: {
  readonly batch: string;
  readonly preview: Preview;
}): ReactElement {
  const t = useText();
  const send = paths.send(batch);
  return (
    <Page
      title={t('preview.title')}
      lead={<Outside text={preview.summary.name} />}
      above={
        <Steps current="preview" addresses={{ list: null, message: null, preview: null, send }} />
      }
      footer={
        <ButtonLink
          to={send}
          look="primary"
          size="large"
          icon={<ArrowRight aria-hidden="true" className="flips" />}
        >
          {t('common.step_send')}
        </ButtonLink>
      }
    >
      <OptedOut batch={batch} />
      <Summary preview={preview} />
      <CostCard preview={preview} />
      <LongestCard preview={preview} />
      <MessagesCard batch={batch} />
    </Page>
  );
}

/** Those who are on the do-not-contact list by now: the list still holds them, the send leaves them out. */
function OptedOut({ batch }: { readonly batch: string }): ReactElement | null {
  const t = useText();
  const people = useCall('sendCheck', { batch }).data?.optedOut ?? 0;
  if (people === 0) return null;
  return (
    <Notice title={t('send.guard_opted_out', { people })}>{t('send.guard_opted_out_text')}</Notice>
  );
}

/** The screen; `error` is shown where there is no such list either. */
export function BatchPreview({
  batch,
  error,
}: {
  readonly batch: string;
  readonly error: AppError;
}): ReactElement {
  const t = useText();
  const preview = useCall('preview', { batch });
  if (preview.data !== undefined) return <Found batch={batch} preview={preview.data} />;
  return (
    <Page title={t('preview.title')}>
      {preview.error === null ? <Loading /> : <ListErrorNotice error={error} />}
    </Page>
  );
}
