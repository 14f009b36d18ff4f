/** The second step: what people will read, and from whom. */
import { ArrowRight, Smartphone } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useLocation, useParams } from 'wouter';
import { useReadAgain } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { DraftSteps } from '../draft/DraftSteps.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import { useDraft, type DraftControl } from '../draft/useDraft.ts';
import { LivePreview } from './LivePreview.tsx';
import { SenderField } from './SenderField.tsx';
import { TestDialog } from './TestDialog.tsx';
import { TextSource } from './TextSource.tsx';
import { UnicodeMarks } from './UnicodeMarks.tsx';
import { useRecipient } from './useRecipient.ts';
import './message.css';

interface LoadedProps {
  readonly control: DraftControl;
  readonly draft: Draft;
  readonly settings: DraftSettings;
}

/** Whether there is a text to go on with; whether it can be used is told beside it. */
const hasText = (settings: DraftSettings): boolean =>
  settings.textFrom === 'column'
    ? settings.messageColumn !== null
    : settings.template.trim() !== '';

function Foot({
  control,
  draft,
  settings,
  onTest,
}: LoadedProps & { readonly onTest: () => void }): ReactElement {
  const t = useText();
  const [, navigate] = useLocation();
  const canGoOn = hasText(settings);
  return (
    <>
      <Button
        icon={<Smartphone aria-hidden="true" />}
        isDisabled={!canGoOn || draft.batch === null}
        onPress={onTest}
      >
        {t('message.test')}
      </Button>
      {!canGoOn && <span className="soft">{t('message.not_ready_to_go_on')}</span>}
      <Button
        look="primary"
        size="large"
        isDisabled={!canGoOn}
        icon={<ArrowRight aria-hidden="true" className="flips" />}
        onPress={() => void control.flush().then(() => navigate(paths.preview(draft.draft)))}
      >
        {t('message.go_on')}
      </Button>
    </>
  );
}

function Loaded({ control, draft, settings }: LoadedProps): ReactElement {
  const t = useText();
  const [isTesting, setTesting] = useState(false);
  const people = useRecipient(draft);
  return (
    <Page
      title={t('message.title')}
      lead={t('message.lead')}
      above={<DraftSteps id={draft.draft} current="message" />}
      footer={
        <Foot control={control} draft={draft} settings={settings} onTest={() => setTesting(true)} />
      }
    >
      {draft.batch === null && (
        <Notice
          tone="warning"
          title={t('message.no_list')}
          actions={<ButtonLink to={paths.list(draft.draft)}>{t('message.to_list')}</ButtonLink>}
        />
      )}
      <div className="message-columns">
        <div className="stack">
          <TextSource control={control} draft={draft} settings={settings} />
          <UnicodeMarks control={control} settings={settings} recipient={people.recipient} />
          <SenderField control={control} settings={settings} />
        </div>
        <LivePreview draft={draft} settings={settings} people={people} />
      </div>
      {isTesting && (
        <TestDialog
          control={control}
          settings={settings}
          recipient={people.recipient}
          onClose={() => setTesting(false)}
        />
      )}
    </Page>
  );
}

/** The message of a list being prepared. */
export function MessageScreen(): ReactElement {
  const { id } = useParams<{ id: string }>();
  return <MessageOf key={id} id={id} />;
}

function MessageOf({ id }: { readonly id: string }): ReactElement {
  const t = useText();
  const control = useDraft(id);
  const readAgain = useReadAgain();
  const { draft, settings } = control;
  if (draft !== null && settings !== null) {
    return <Loaded control={control} draft={draft} settings={settings} />;
  }
  return (
    <Page title={t('message.title')}>
      {control.loadError === null ? (
        <Loading />
      ) : (
        <ListErrorNotice
          error={control.loadError}
          actions={<Button onPress={() => readAgain('draft')}>{t('common.try_again')}</Button>}
        />
      )}
    </Page>
  );
}
