/** Saves the messages that are looked at as a file: a workbook unless another kind is asked for. */
import { Download } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useIntl } from 'react-intl';
import { useAction, useEvent } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { Menu } from '../../components/Menu.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useToast } from '../../components/Toast.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Filter } from './filter.ts';
import { tableWords } from './tableWords.ts';
import './history.css';

type Format = 'xlsx' | 'csv' | 'ndjson';

/** How far the writing is; `null`: not said yet. */
type Far = { readonly done: number; readonly total: number } | null;

/** Saves, and says what came of it. */
function useExport(filter: Filter) {
  const t = useText();
  const toast = useToast();
  const errorText = useErrorText();
  const { locale } = useIntl();
  const save = useAction('exportMessages');
  const [far, setFar] = useState<Far>(null);
  useEvent('exportProgress', setFar);
  const run = async (format: Format): Promise<void> => {
    setFar(null);
    // A workbook is for people, who read it in the window's language.
    const words = format === 'xlsx' ? { words: tableWords(t, locale) } : {};
    const answer = await save.run({ filter, format, ...words });
    if (!answer.ok) {
      if (answer.error.kind !== 'interrupted') toast(errorText(answer.error), 'danger');
    } else if (answer.value !== null) {
      toast(t('history.exported', { rows: answer.value.rows, file: answer.value.file }));
    }
  };
  return { run: (format: Format) => void run(format), isPending: save.isPending, far };
}

/** The buttons; while it is being written, how far it is and a way to stop it. */
export function ExportButton({ filter }: { readonly filter: Filter }): ReactElement {
  const t = useText();
  const { run, isPending, far } = useExport(filter);
  if (isPending) return <Writing far={far} />;
  return (
    <div className="row">
      <Button icon={<Download aria-hidden="true" />} onPress={() => run('xlsx')}>
        {t('history.save_xlsx')}
      </Button>
      <Menu
        label={t('history.other_formats')}
        actions={[
          { id: 'csv', label: t('history.save_csv'), onAction: () => run('csv') },
          { id: 'ndjson', label: t('history.save_ndjson'), onAction: () => run('ndjson') },
        ]}
      />
    </div>
  );
}

function Writing({ far }: { readonly far: Far }): ReactElement {
  const t = useText();
  const stop = useAction('cancelExport');
  return (
    <div className="row">
      <div className="export-progress">
        <Progress
          label={t('history.exporting')}
          value={far?.done ?? 0}
          max={far?.total ?? null}
          {...(far === null ? {} : { valueText: t('history.exported_of', { ...far }) })}
        />
      </div>
      <Button size="small" onPress={() => void stop.run({})}>
        {t('history.stop_export')}
      </Button>
    </div>
  );
}
