/** How far the reading of a list is, with a way to stop it. */
import type { ReactElement } from 'react';
import { Button } from '../../components/Button.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { DraftControl } from './useDraft.ts';

/** A bar by bytes: how many rows there will be is not known before the end. */
export function BuildProgress({ control }: { readonly control: DraftControl }): ReactElement {
  const t = useText();
  const { count } = useFormats();
  const { progress } = control;
  return (
    <div className="stack-small">
      <Progress
        label={t('import.reading')}
        value={progress?.bytesRead ?? 0}
        max={progress === null ? null : progress.bytesTotal}
        valueText={t('import.rows_read', { rows: count(progress?.rows ?? 0) })}
      />
      <div className="row">
        <Button size="small" onPress={() => void control.cancelBuild()}>
          {t('import.stop_reading')}
        </Button>
      </div>
    </div>
  );
}
