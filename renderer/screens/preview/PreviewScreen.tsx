/** The third step: what it will cost, to the cent, and every message as it will arrive. */
import { ArrowRight } from 'lucide-react';
import { useEffect, useRef, type ReactElement } from 'react';
import { useLocation, useParams } from 'wouter';
import type { AppError } from '../../../shared/errors.ts';
import { useAction, useCall } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Count } from '../../components/Values.tsx';
import { useMessage } from '../../i18n/message.ts';
import { reasonMessage } from '../../i18n/reasonText.ts';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { BuildProgress } from '../draft/BuildProgress.tsx';
import { DraftSteps } from '../draft/DraftSteps.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import { useDraft, type DraftControl } from '../draft/useDraft.ts';
import { BatchPreview } from './BatchPreview.tsx';
import { CostCard } from './CostCard.tsx';
import { LongestCard } from './LongestCard.tsx';
import { MessagesCard } from './MessagesCard.tsx';
import { PlanCard } from './PlanCard.tsx';
import { Summary } from './Summary.tsx';

interface LoadedProps {
  readonly control: DraftControl;
  readonly draft: Draft;
  readonly settings: DraftSettings;
}

const hasText = ({ textFrom, messageColumn, template }: DraftSettings): boolean =>
  textFrom === 'column' ? messageColumn !== null : template.trim() !== '';

/** Merges the texts once, without being asked: that is what this screen is for. */
function useReadOnce({ control, settings }: LoadedProps): void {
  const isTried = useRef(false);
  const { isBuilt, isBuilding, build } = control;
  const isWanted = !isBuilt && !isBuilding && hasText(settings);
  useEffect(() => {
    if (!isWanted || isTried.current) return;
    isTried.current = true;
    void build();
  }, [isWanted, build]);
}

/** Why the texts could not be merged, with the way to where it is mended. */
function Trouble({
  control,
  settings,
  draft,
  error,
}: LoadedProps & { readonly error: AppError | null }) {
  const t = useText();
  if (!hasText(settings)) {
    return (
      <Notice
        tone="warning"
        title={t('preview.no_message')}
        actions={<ButtonLink to={paths.message(draft.draft)}>{t('preview.to_message')}</ButtonLink>}
      />
    );
  }
  if (error === null) return null;
  return (
    <ListErrorNotice
      error={error}
      actions={
        <>
          <ButtonLink to={paths.message(draft.draft)}>{t('preview.to_message')}</ButtonLink>
          <ButtonLink to={paths.list(draft.draft)}>{t('preview.to_list')}</ButtonLink>
          <Button onPress={() => void control.build()}>{t('common.try_again')}</Button>
        </>
      }
    />
  );
}

/** Rows that are left out are said once more here: after this screen nobody looks for them. */
function LeftOut({ draft }: { readonly draft: Draft }): ReactElement | null {
  const t = useText();
  const message = useMessage();
  const { built } = draft;
  const rows = built === null ? 0 : built.rejected + built.duplicates + built.suppressed;
  if (rows === 0) return null;
  return (
    <Notice
      title={t('preview.left_out', { rows })}
      actions={<ButtonLink to={paths.list(draft.draft)}>{t('preview.to_list')}</ButtonLink>}
    >
      <ul className="preview-reasons">
        {built?.reasons.map(({ reason, rows: ofReason }) => (
          <li key={reason}>
            <strong>
              <Count value={ofReason} />
            </strong>
            <span>{message(reasonMessage(reason))}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Cost({ control, settings, draft, batch }: LoadedProps & { readonly batch: string }) {
  const { data, error } = useCall('preview', { batch });
  if (error !== null) return <ListErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <LeftOut draft={draft} />
      <Summary preview={data} />
      <CostCard preview={data} />
      <PlanCard control={control} settings={settings} preview={data} />
      <LongestCard preview={data} />
      <MessagesCard batch={batch} />
    </>
  );
}

function Foot({ control, draft }: LoadedProps): ReactElement {
  const t = useText();
  const [, navigate] = useLocation();
  const ready = useAction('readyDraft', ['listDrafts', 'listOutbox', 'draft']);
  const run = async (): Promise<void> => {
    if (!(await control.flush())) return;
    const answer = await ready.run({ draft: draft.draft });
    if (answer.ok) navigate(paths.send(answer.value.batch));
  };
  return (
    <>
      <div className="grow" aria-live="polite">
        {ready.error === null ? (
          <p className="soft small">{t('preview.ready_text')}</p>
        ) : (
          <ListErrorNotice
            error={ready.error}
            actions={
              <ButtonLink to={paths.message(draft.draft)}>{t('preview.to_message')}</ButtonLink>
            }
          />
        )}
      </div>
      <Button
        look="primary"
        size="large"
        icon={<ArrowRight aria-hidden="true" className="flips" />}
        isDisabled={!control.isBuilt}
        isPending={ready.isPending}
        onPress={() => void run()}
      >
        {t('preview.ready')}
      </Button>
    </>
  );
}

function Loaded(props: LoadedProps): ReactElement {
  const t = useText();
  const { control, draft } = props;
  useReadOnce(props);
  return (
    <Page
      title={t('preview.title')}
      lead={t('preview.lead')}
      above={<DraftSteps id={draft.draft} current="preview" />}
      footer={<Foot {...props} />}
    >
      {control.isBuilding && <BuildProgress control={control} />}
      {!control.isBuilding && <Trouble {...props} error={control.error} />}
      {control.isBuilt && draft.batch !== null && <Cost {...props} batch={draft.batch} />}
    </Page>
  );
}

/** What a list being prepared will cost. */
export function PreviewScreen(): ReactElement {
  const { id } = useParams<{ id: string }>();
  return <PreviewOf key={id} id={id} />;
}

function PreviewOf({ id }: { readonly id: string }): ReactElement {
  const t = useText();
  const control = useDraft(id);
  const { draft, settings } = control;
  if (draft !== null && settings !== null) {
    return <Loaded control={control} draft={draft} settings={settings} />;
  }
  // A list that is ready is no draft any more, and can be looked at all the same.
  if (control.loadError?.kind === 'draft_not_found') {
    return <BatchPreview batch={id} error={control.loadError} />;
  }
  return (
    <Page title={t('preview.title')}>
      {control.loadError === null ? (
        <Loading />
      ) : (
        <ListErrorNotice
          error={control.loadError}
          actions={<Button onPress={control.tryAgain}>{t('common.try_again')}</Button>}
        />
      )}
    </Page>
  );
}
