/** Refused rows, fixed in place: another number is checked as soon as it is typed, and applied at the end. */
import { Check } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { call } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Outside, Phone } from '../../components/Values.tsx';
import { useMessage } from '../../i18n/message.ts';
import { reasonMessage } from '../../i18n/reasonText.ts';
import { useFormats, useText } from '../../i18n/text.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import { NONE } from './choices.ts';
import { isMendable, type ReasonCount } from './reasons.ts';
import { otherCells, type RefusedRow } from './refusedRows.ts';

const PAGE = 50;

/** What typing another number came to. */
type Outcome =
  | { readonly kind: 'good'; readonly to: string }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: AppError };

interface Loaded {
  readonly columns: readonly string[];
  readonly rows: readonly RefusedRow[];
  readonly more: boolean;
}

/** The refused rows of one reason (or all), page by page as they are asked for. */
function useRefused(batch: string, reason: string | null) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [afterRow, setAfterRow] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void call('refusedRows', { batch, reason, afterRow, limit: PAGE }).then((answer) => {
      if (!isWanted) return;
      if (!answer.ok) return setError(answer.error);
      const { columns, rows, more } = answer.value;
      setLoaded((before) => ({ columns, rows: [...(before?.rows ?? []), ...rows], more }));
    });
    return () => {
      isWanted = false;
    };
  }, [batch, reason, afterRow]);
  return { loaded, error, loadMore: () => setAfterRow(loaded?.rows.at(-1)?.row ?? 0) };
}

async function correct(draft: string, row: number, value: string | null): Promise<Outcome | null> {
  const answer = await call('correctRow', { draft, row, value });
  if (answer.ok) return answer.value.to === null ? null : { kind: 'good', to: answer.value.to };
  if (answer.error.kind === 'bad_phone') return { kind: 'bad', reason: answer.error.reason };
  return { kind: 'failed', error: answer.error };
}

/** A number that is typed, and what it came to when it was last checked. */
function useCorrection(draft: string, row: RefusedRow, onCorrected: () => void) {
  const first = row.correction ?? row.value;
  const [value, setValue] = useState(first);
  const [checked, setChecked] = useState(first);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const check = async (): Promise<void> => {
    if (value === checked) return;
    setChecked(value);
    const isTakenBack = value.trim() === '' || value === row.value;
    setOutcome(await correct(draft, row.row, isTakenBack ? null : value));
    onCorrected();
  };
  return { value, setValue, outcome, check };
}

function NumberCell({
  draft,
  row,
  onCorrected,
}: {
  readonly draft: string;
  readonly row: RefusedRow;
  readonly onCorrected: () => void;
}): ReactElement {
  const t = useText();
  const message = useMessage();
  const { count } = useFormats();
  const { value, setValue, outcome, check } = useCorrection(draft, row, onCorrected);
  if (!isMendable(row.reason)) return <Outside text={row.value} />;
  return (
    <div className="import-fix">
      <TextField
        label={t('import.fix_label', { row: count(row.row) })}
        hideLabel
        value={value}
        onChange={setValue}
        onCommit={() => void check()}
        type="tel"
        dir="ltr"
        maxLength={100}
        error={outcome?.kind === 'bad' ? message(reasonMessage(outcome.reason)) : null}
      />
      {outcome?.kind === 'good' && (
        <span className="import-fixed" role="status">
          <Check aria-hidden="true" />
          <Phone number={outcome.to} />
        </span>
      )}
      {outcome?.kind === 'failed' && <ListErrorNotice error={outcome.error} />}
    </div>
  );
}

function useColumns(
  draft: string,
  columns: readonly string[],
  onCorrected: () => void,
): readonly Column<RefusedRow>[] {
  const t = useText();
  const message = useMessage();
  const { count } = useFormats();
  return [
    { id: 'row', header: t('import.row'), align: 'end', cell: ({ row }) => count(row) },
    {
      id: 'number',
      header: t('import.number_in_list'),
      isRowHeader: true,
      cell: (row) => <NumberCell draft={draft} row={row} onCorrected={onCorrected} />,
    },
    {
      id: 'reason',
      header: t('import.why'),
      cell: ({ reason }) => message(reasonMessage(reason)),
    },
    {
      id: 'rest',
      header: t('import.rest_of_row'),
      cell: (row) => (
        <span className="import-cell soft">
          <Outside text={otherCells(row, columns)} />
        </span>
      ),
    },
  ];
}

/** What the dialog takes. */
export interface RefusedDialogProps {
  readonly draft: string;
  readonly batch: string;
  readonly reasons: readonly ReasonCount[];
  /** `corrected`: something was typed that the list must be read again for. */
  readonly onClose: (corrected: boolean) => void;
}

function ReasonFilter({
  reasons,
  reason,
  onReason,
}: {
  readonly reasons: readonly ReasonCount[];
  readonly reason: string | null;
  readonly onReason: (reason: string | null) => void;
}): ReactElement {
  const t = useText();
  const message = useMessage();
  const { count } = useFormats();
  return (
    <Select
      label={t('import.filter_reason')}
      value={reason ?? NONE}
      onChange={(id) => onReason(id === NONE ? null : id)}
      options={[
        { id: NONE, label: t('import.all_reasons') },
        ...reasons.map((each) => ({
          id: each.reason,
          label: message(reasonMessage(each.reason)),
          help: count(each.rows),
        })),
      ]}
    />
  );
}

/** The rows of one reason, or of all. */
function Rows({
  draft,
  batch,
  reason,
  onCorrected,
}: {
  readonly draft: string;
  readonly batch: string;
  readonly reason: string | null;
  readonly onCorrected: () => void;
}): ReactElement {
  const t = useText();
  const { loaded, error, loadMore } = useRefused(batch, reason);
  const columns = useColumns(draft, loaded?.columns ?? [], onCorrected);
  if (error !== null) return <ListErrorNotice error={error} />;
  if (loaded === null) return <Loading />;
  return (
    <>
      <DataTable
        caption={t('import.fix_title')}
        columns={columns}
        rows={loaded.rows}
        rowKey={({ row }) => row}
        empty={t('import.no_refused')}
      />
      {loaded.more && (
        <Button size="small" onPress={loadMore}>
          {t('import.show_more')}
        </Button>
      )}
    </>
  );
}

/** The dialog. */
export function RefusedDialog(props: RefusedDialogProps): ReactElement {
  const { draft, batch, reasons, onClose } = props;
  const t = useText();
  const [reason, setReason] = useState<string | null>(null);
  const [isCorrected, setCorrected] = useState(false);
  return (
    <Dialog
      title={t('import.fix_title')}
      isOpen
      onClose={() => onClose(isCorrected)}
      size="wide"
      footer={
        <Button look="primary" onPress={() => onClose(isCorrected)}>
          {t(isCorrected ? 'import.fix_apply' : 'import.fix_done')}
        </Button>
      }
    >
      <p className="soft">{t('import.fix_help')}</p>
      {reasons.length > 1 && (
        <ReasonFilter reasons={reasons} reason={reason} onReason={setReason} />
      )}
      <Rows
        key={reason}
        draft={draft}
        batch={batch}
        reason={reason}
        onCorrected={() => setCorrected(true)}
      />
    </Dialog>
  );
}
