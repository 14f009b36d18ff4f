/**
 * A list that was begun: its first rows, which column is what, and what reading the whole of it gave.
 *
 * The list is read by itself as soon as it is clear how, so that numbers stand beside each choice.
 */
import { ArrowRight, FileUp } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction, useCall, useReadAgain } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Outside } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { DraftSteps } from '../draft/DraftSteps.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import { useDraft, type DraftControl } from '../draft/useDraft.ts';
import { readingKey, shouldRead } from './autoRead.ts';
import type { Peek } from './choices.ts';
import { ColumnFields } from './ColumnFields.tsx';
import { FirstRows } from './FirstRows.tsx';
import { ReadingFields } from './ReadingFields.tsx';
import { ReadingResult } from './ReadingResult.tsx';

/** Reads the list without being asked, once for each way of reading. */
function useAutoRead(control: DraftControl, peek: Peek | undefined, isCorrecting: boolean): void {
  const { settings, isBuilt, isBuilding, build } = control;
  const tried = useRef<string | null>(null);
  useEffect(() => {
    if (settings === null || peek === undefined) return;
    const state = {
      isBuilt,
      isBuilding,
      isCorrecting,
      hasNumberColumn: (settings.numberColumn ?? peek.numberColumn) !== null,
      hasProblem: peek.problem !== null,
      triedKey: tried.current,
    };
    const key = readingKey(settings);
    if (!shouldRead(state, key)) return;
    tried.current = key;
    void build();
  }, [settings, peek, isBuilt, isBuilding, isCorrecting, build]);
}

function ReplaceFile({ control }: { readonly control: DraftControl }): ReactElement {
  const t = useText();
  const replace = useAction('replaceList', ['draft', 'peekDraft']);
  return (
    <>
      <Button
        icon={<FileUp aria-hidden="true" />}
        isPending={replace.isPending}
        onPress={() =>
          void control.flush().then(async () => {
            await replace.run({ draft: control.id });
          })
        }
      >
        {t('import.replace')}
      </Button>
      {replace.error !== null && <ListErrorNotice error={replace.error} />}
    </>
  );
}

interface LoadedProps {
  readonly control: DraftControl;
  readonly draft: Draft;
  readonly settings: DraftSettings;
}

function FileCard({
  control,
  settings,
  draft,
  peek,
}: LoadedProps & { readonly peek: Peek }): ReactElement {
  const t = useText();
  return (
    <Card
      title={t('import.columns_title')}
      actions={
        <span className="soft small">
          <Outside text={draft.source} />
        </span>
      }
    >
      {peek.problem !== null && <ListErrorNotice error={peek.problem} />}
      <ColumnFields control={control} settings={settings} peek={peek} />
      <FirstRows peek={peek} settings={settings} />
      <ReadingFields control={control} settings={settings} peek={peek} />
    </Card>
  );
}

function Foot({ control, draft }: Omit<LoadedProps, 'settings'>): ReactElement {
  const t = useText();
  const [, navigate] = useLocation();
  const canGoOn = control.isBuilt && (draft.built?.recipients ?? 0) > 0;
  return (
    <>
      {!canGoOn && !control.isBuilding && (
        <span className="soft">{t('import.not_ready_to_go_on')}</span>
      )}
      <Button
        look="primary"
        size="large"
        isDisabled={!canGoOn}
        icon={<ArrowRight aria-hidden="true" className="flips" />}
        onPress={() => void control.flush().then(() => navigate(paths.message(draft.draft)))}
      >
        {t('import.go_on')}
      </Button>
    </>
  );
}

/** The file on one side, what reading it gave on the other. */
function Parts(props: LoadedProps): ReactElement {
  const { control, draft } = props;
  const [isCorrecting, setCorrecting] = useState(false);
  const peek = useCall('peekDraft', { draft: draft.draft }, { keepPrevious: true });
  useAutoRead(control, peek.data, isCorrecting);
  if (peek.error !== null) return <ListErrorNotice error={peek.error} />;
  return (
    <div className="import-columns">
      {peek.data === undefined ? <Loading /> : <FileCard {...props} peek={peek.data} />}
      <ReadingResult {...props} onCorrecting={setCorrecting} />
    </div>
  );
}

function Loaded(props: LoadedProps): ReactElement {
  const t = useText();
  const { control, draft, settings } = props;
  return (
    <Page
      title={t('import.title')}
      lead={t('import.lead')}
      above={<DraftSteps id={draft.draft} current="list" />}
      actions={<ReplaceFile control={control} />}
      footer={<Foot control={control} draft={draft} />}
    >
      <div className="import-name">
        <TextField
          label={t('import.name')}
          help={t('import.name_help')}
          value={settings.name}
          maxLength={200}
          onChange={(name) => control.change({ name })}
        />
      </div>
      <Parts {...props} />
    </Page>
  );
}

/** A list that was begun. */
export function ImportDraft({ id }: { readonly id: string }): ReactElement {
  const t = useText();
  const control = useDraft(id);
  const readAgain = useReadAgain();
  const { draft, settings } = control;
  if (draft === null || settings === null) {
    return (
      <Page title={t('import.title')}>
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
  return <Loaded control={control} draft={draft} settings={settings} />;
}
