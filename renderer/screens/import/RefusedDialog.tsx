/** Refused rows, fixed in place: another number is checked as soon as it is typed, and applied at the end. */
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
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
  | { readonly kind: 'good'; readonly to: string; readonly leftOut: string | null }
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
  if (answer.ok) {
    const { to, leftOut = null } = answer.value;
    return to === null ? null : { kind: 'good', to, leftOut };
  }
  if (answer.error.kind === 'bad_phone') return { kind: 'bad', reason: answer.error.reason };
  return { kind: 'failed', error: answer.error };
}

/** Checks what is typed and not checked yet; whether it may be left so. */
type Check = () => Promise<boolean>;

/** What the rows of the dialog share. */
interface Correcting {
  readonly draft: string;
  /** Another number was taken, or one taken back. */
  readonly onCorrected: () => void;
  /** The check of each row, for the end of the dialog: nothing that was typed is lost. */
  readonly checks: Map<number, Check>;
}

/** A number that is typed, and what it came to when it was last checked. */
function useCorrection({ draft, onCorrected, checks }: Correcting, row: RefusedRow) {
  const first = row.correction ?? row.value;
  const [value, setValue] = useState(first);
  const [checked, setChecked] = useState(first);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const running = useRef<Promise<boolean> | null>(null);
  const run = async (): Promise<boolean> => {
    const isTakenBack = value.trim() === '' || value === row.value;
    const next = await correct(draft, row.row, isTakenBack ? null : value);
    running.current = null;
    setOutcome(next);
    const isTaken = next === null || next.kind === 'good';
    if (isTaken) onCorrected();
    return isTaken;
  };
  const check: Check = async () => {
    if (value === checked) return (await running.current) ?? true;
    setChecked(value);
    running.current = run();
    return running.current;
  };
  useEffect(() => {
    checks.set(row.row, check);
  });
  useEffect(() => () => void checks.delete(row.row), [checks, row.row]);
  return { value, setValue, outcome, check };
}

function Good({ to, leftOut }: Extract<Outcome, { readonly kind: 'good' }>): ReactElement {
  const message = useMessage();
  return (
    <span className="import-fixed" data-left-out={leftOut !== null} role="status">
      {leftOut === null ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <Phone number={to} />
      {leftOut !== null && <span>{message(reasonMessage(leftOut))}</span>}
    </span>
  );
}

function NumberCell({
  row,
  correcting,
}: {
  readonly row: RefusedRow;
  readonly correcting: Correcting;
}): ReactElement {
  const t = useText();
  const message = useMessage();
  const { count } = useFormats();
  const { value, setValue, outcome, check } = useCorrection(correcting, row);
  if (!isMendable(row.reason)) {
    return (
      <span className="import-number-cell">
        <Outside text={row.value} />
      </span>
    );
  }
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
      {outcome?.kind === 'good' && <Good {...outcome} />}
      {outcome?.kind === 'failed' && <ListErrorNotice error={outcome.error} />}
    </div>
  );
}

function useColumns(
  columns: readonly string[],
  correcting: Correcting,
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
      cell: (row) => <NumberCell row={row} correcting={correcting} />,
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
  batch,
  reason,
  correcting,
}: {
  readonly batch: string;
  readonly reason: string | null;
  readonly correcting: Correcting;
}): ReactElement {
  const t = useText();
  const { loaded, error, loadMore } = useRefused(batch, reason);
  const columns = useColumns(loaded?.columns ?? [], correcting);
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

/** What was typed last is checked before the dialog closes; a bad number keeps it open, once. */
function useClosing({ draft, onClose }: RefusedDialogProps) {
  const [isCorrected, setCorrected] = useState(false);
  const corrected = useRef(false);
  const [checks] = useState(() => new Map<number, Check>());
  const onCorrected = (): void => {
    corrected.current = true;
    setCorrected(true);
  };
  const close = async (): Promise<void> => {
    const good = await Promise.all([...checks.values()].map((check) => check()));
    if (good.every(Boolean)) onClose(corrected.current);
  };
  return { correcting: { draft, onCorrected, checks }, isCorrected, close: () => void close() };
}

/** The dialog. */
export function RefusedDialog(props: RefusedDialogProps): ReactElement {
  const { batch, reasons } = props;
  const t = useText();
  const [reason, setReason] = useState<string | null>(null);
  const { correcting, isCorrected, close } = useClosing(props);
  return (
    <Dialog
      title={t('import.fix_title')}
      isOpen
      onClose={close}
      size="wide"
      footer={
        <Button look="primary" onPress={close}>
          {t(isCorrected ? 'import.fix_apply' : 'import.fix_done')}
        </Button>
      }
    >
      <p className="soft">{t('import.fix_help')}</p>
      {reasons.length > 1 && (
        <ReasonFilter reasons={reasons} reason={reason} onReason={setReason} />
      )}
      <Rows key={reason} batch={batch} reason={reason} correcting={correcting} />
    </Dialog>
  );
}
