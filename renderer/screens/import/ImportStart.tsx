/** The start of a list: choose a file, drop one anywhere, paste from a spreadsheet, or take the sample. */
import { ClipboardPaste, ListChecks } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { AppError, Result } from '../../../shared/errors.ts';
import { call, useCall, useReadAgain } from '../../api/calls.ts';
import { postbag } from '../../api/postbag.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FileDrop } from '../../components/FileDrop.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Steps } from '../../components/Steps.tsx';
import { TextArea } from '../../components/TextField.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft } from '../draft/pending.ts';

/** Makes a draft out of something, and goes to it. */
function useBegin() {
  const [, navigate] = useLocation();
  const readAgain = useReadAgain();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const begin = async (make: () => Promise<Result<Draft | null>>): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await make();
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
    } else if (answer.value !== null) {
      readAgain('listDrafts');
      navigate(paths.list(answer.value.draft));
    }
  };
  return { isBusy, error, begin };
}

type Begin = ReturnType<typeof useBegin>['begin'];

async function openDropped(file: File, repeat: string | undefined): Promise<Result<Draft>> {
  const announced = await postbag.dropFile(file);
  if (!announced.ok) return announced;
  return call('openList', { token: announced.value.token, ...(repeat ? { repeat } : {}) });
}

/** A file may be dropped anywhere on the screen, not only on the frame made for it. */
function useDropAnywhere(onFile: (file: File) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      const isInFrame = event.target instanceof Element && event.target.closest('.filedrop');
      if (file === undefined || isInFrame) return;
      event.preventDefault();
      onFile(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  });
}

function PasteDialog({
  isOpen,
  onClose,
  onPaste,
  isBusy,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPaste: (text: string) => void;
  readonly isBusy: boolean;
}): ReactElement {
  const t = useText();
  const [text, setText] = useState('');
  return (
    <Dialog
      title={t('import.paste_title')}
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
      footer={
        <Button
          look="primary"
          isDisabled={text.trim() === ''}
          isPending={isBusy}
          onPress={() => onPaste(text)}
        >
          {t('import.paste_use')}
        </Button>
      }
    >
      <TextArea
        label={t('import.paste_label')}
        help={t('import.paste_help')}
        value={text}
        onChange={setText}
        rows={10}
      />
    </Dialog>
  );
}

function OtherWays({
  repeat,
  begin,
  isBusy,
}: {
  readonly repeat: string | undefined;
  readonly begin: Begin;
  readonly isBusy: boolean;
}): ReactElement {
  const t = useText();
  const [isPasting, setPasting] = useState(false);
  const app = useCall('appState', {});
  const paste = (text: string): void =>
    void begin(() => call('pasteList', { text, ...(repeat ? { repeat } : {}) }));
  return (
    <div className="row">
      <Button icon={<ClipboardPaste aria-hidden="true" />} onPress={() => setPasting(true)}>
        {t('import.paste')}
      </Button>
      {app.data?.mode === 'practice' && (
        <Button
          icon={<ListChecks aria-hidden="true" />}
          isDisabled={isBusy}
          onPress={() => void begin(() => call('sampleList', {}))}
        >
          {t('import.sample')}
        </Button>
      )}
      <PasteDialog
        isOpen={isPasting}
        onClose={() => setPasting(false)}
        onPaste={paste}
        isBusy={isBusy}
      />
    </div>
  );
}

function GoodList(): ReactElement {
  const t = useText();
  return (
    <Card title={t('import.good_list')}>
      <ul className="import-rules">
        <li>{t('import.good_header')}</li>
        <li>{t('import.good_number')}</li>
        <li>{t('import.good_columns')}</li>
        <li>{t('import.good_excel')}</li>
      </ul>
    </Card>
  );
}

/** What is to be done here: where a list is repeated, with its name. */
function useLead(repeat: string | undefined): string {
  const t = useText();
  const repeated = useCall('batch', { batch: repeat ?? '' }, { enabled: repeat !== undefined });
  if (repeat === undefined) return t('import.new_lead');
  const name = repeated.data?.summary.name;
  return name === undefined ? t('import.repeat_lead') : t('import.repeat_lead_named', { name });
}

/** The start of a list. */
export function ImportStart({ repeat }: { readonly repeat?: string }): ReactElement {
  const t = useText();
  const { isBusy, error, begin } = useBegin();
  const open = (file: File): void => void begin(() => openDropped(file, repeat));
  useDropAnywhere(open);
  const lead = useLead(repeat);
  return (
    <Page
      title={t('import.new_title')}
      lead={lead}
      above={
        <Steps
          current="list"
          addresses={{ list: null, message: null, preview: null, send: null }}
        />
      }
    >
      {error !== null && <ListErrorNotice error={error} />}
      {repeat !== undefined && <Notice tone="info" title={t('import.repeat_kept')} />}
      <FileDrop
        title={t('import.drop')}
        help={t('import.drop_help')}
        chooseLabel={t('import.choose')}
        isBusy={isBusy}
        onChoose={() => void begin(() => call('chooseList', repeat ? { repeat } : {}))}
        onFile={open}
      />
      <OtherWays repeat={repeat} begin={begin} isBusy={isBusy} />
      <GoodList />
    </Page>
  );
}
