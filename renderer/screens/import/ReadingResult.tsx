/** What reading the whole list gave: who gets the message, who does not and why, what appears twice. */
import { Download, RefreshCw, Wrench } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { RadioGroup } from '../../components/Choice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useToast } from '../../components/Toast.tsx';
import { Count } from '../../components/Values.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useMessage } from '../../i18n/message.ts';
import { reasonMessage } from '../../i18n/reasonText.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import { BuildProgress } from '../draft/BuildProgress.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { adviceFor, refusedReasons, type Advice } from './reasons.ts';
import { RefusedDialog } from './RefusedDialog.tsx';

type Built = NonNullable<Draft['built']>;

interface Props {
  readonly control: DraftControl;
  readonly draft: Draft;
  readonly settings: DraftSettings;
  /** Rows are being corrected, or no longer. */
  readonly onCorrecting: (isCorrecting: boolean) => void;
}

const ADVICE: Readonly<Record<NonNullable<Advice>, MessageId>> = {
  choose_country: 'import.advice_choose_country',
  wrong_column: 'import.advice_wrong_column',
  wrong_encoding: 'import.advice_wrong_encoding',
  format_as_text: 'import.advice_format_as_text',
};

function Line({
  value,
  id,
}: {
  readonly value: number;
  readonly id: MessageId;
}): ReactElement | null {
  const t = useText();
  if (value === 0) return null;
  return (
    <li>
      <strong className="import-number">
        <Count value={value} />
      </strong>
      <span>{t(id, { rows: value })}</span>
    </li>
  );
}

function Reasons({ built }: { readonly built: Built }): ReactElement {
  const message = useMessage();
  return (
    <ul className="import-reasons">
      {refusedReasons(built.reasons).map(({ reason, rows }) => (
        <li key={reason}>
          <span className="import-number soft">
            <Count value={rows} />
          </span>
          <span>{message(reasonMessage(reason))}</span>
        </li>
      ))}
    </ul>
  );
}

function SaveRefused({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  const toast = useToast();
  const { count } = useFormats();
  const save = useAction('saveRefused');
  const run = async (): Promise<void> => {
    const answer = await save.run({ batch });
    if (answer.ok && answer.value !== null) {
      toast(t('import.refused_saved', { file: answer.value.file, rows: count(answer.value.rows) }));
    }
  };
  return (
    <>
      <Button
        size="small"
        icon={<Download aria-hidden="true" />}
        isPending={save.isPending}
        onPress={() => void run()}
      >
        {t('import.save_refused')}
      </Button>
      {save.error !== null && <ListErrorNotice error={save.error} />}
    </>
  );
}

function Refused({ control, draft, built, onCorrecting }: Props & { readonly built: Built }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const { batch } = draft;
  if (built.rejected === 0 || batch === null) return null;
  const open = (next: boolean): void => {
    setOpen(next);
    onCorrecting(next);
  };
  return (
    <div className="stack-small">
      <Reasons built={built} />
      <div className="row">
        <Button size="small" icon={<Wrench aria-hidden="true" />} onPress={() => open(true)}>
          {t('import.fix')}
        </Button>
        <SaveRefused batch={batch} />
      </div>
      {isOpen && (
        <RefusedDialog
          draft={draft.draft}
          batch={batch}
          reasons={refusedReasons(built.reasons)}
          onClose={(corrected) => {
            open(false);
            if (corrected) void control.build();
          }}
        />
      )}
    </div>
  );
}

/** Families share phones: the same number again is asked about once. */
function Duplicates({
  control,
  settings,
  built,
}: Props & { readonly built: Built }): ReactElement | null {
  const t = useText();
  if (built.duplicates === 0 && !settings.allowDuplicates) return null;
  return (
    <RadioGroup
      label={t('import.duplicates_question')}
      value={settings.allowDuplicates ? 'each' : 'first'}
      onChange={(value) => control.change({ allowDuplicates: value === 'each' })}
      options={[
        { id: 'first', label: t('import.duplicates_first') },
        { id: 'each', label: t('import.duplicates_each') },
      ]}
    />
  );
}

function Numbers(props: Props & { readonly built: Built }): ReactElement {
  const t = useText();
  const { built } = props;
  const advice = adviceFor(built);
  return (
    <>
      <p className="import-main-number">
        <strong>
          <Count value={built.recipients} />
        </strong>
        <span>{t('import.recipients', { people: built.recipients })}</span>
      </p>
      <p className="soft">{t('import.of_rows', { rows: built.rows })}</p>
      {advice !== null && <Notice tone="warning">{t(ADVICE[advice])}</Notice>}
      <ul className="import-reasons">
        <Line value={built.rejected} id="import.rejected" />
      </ul>
      <Refused {...props} />
      <ul className="import-reasons">
        <Line value={built.duplicates} id="import.duplicates" />
        <Line value={built.suppressed} id="import.suppressed" />
      </ul>
      <Duplicates {...props} />
    </>
  );
}

/** The card. */
export function ReadingResult(props: Props): ReactElement {
  const t = useText();
  const { control, draft } = props;
  const { built } = draft;
  // "No row can be used" is what the numbers and their reasons say in full, where there are rows.
  const hasNumbers = control.isBuilt && built !== null && built.rows > 0;
  const isToldByNumbers = control.error?.kind === 'no_valid_rows' && hasNumbers;
  const isOld = built !== null && !control.isBuilt && !control.isBuilding;
  return (
    <Card title={t('import.result_title')}>
      {control.isBuilding && <BuildProgress control={control} />}
      {!control.isBuilding && control.error !== null && !isToldByNumbers && (
        <ListErrorNotice error={control.error} />
      )}
      {!control.isBuilding && !control.isBuilt && (
        <div className="stack-small">
          <p className="soft">{t(isOld ? 'import.result_old' : 'import.result_none')}</p>
          <div className="row">
            <Button icon={<RefreshCw aria-hidden="true" />} onPress={() => void control.build()}>
              {t('import.read_now')}
            </Button>
          </div>
        </div>
      )}
      {control.isBuilt && built !== null && <Numbers {...props} built={built} />}
    </Card>
  );
}
