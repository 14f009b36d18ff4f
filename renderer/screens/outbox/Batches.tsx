/** The table of send lists: where each stands, what it cost, and what can be done with it. */
import { FileText, Pencil, Repeat, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { BatchStateBadge } from '../../components/Badge.tsx';
import { TextLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Menu, type MenuAction } from '../../components/Menu.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Progress } from '../../components/Progress.tsx';
import { DateTime, Money, Outside } from '../../components/Values.tsx';
import { useMessage } from '../../i18n/message.ts';
import { T, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { DeleteBatch, RenameBatch } from './BatchDialogs.tsx';
import {
  addressOf,
  costOf,
  leftOf,
  pageStart,
  sentOf,
  standing,
  type Batch,
} from './outboxView.ts';

/** Send lists on one page: an office makes a few hundred a year. */
const PAGE = 50;

function Standing({ batch }: { readonly batch: Batch }): ReactElement {
  const message = useMessage();
  const text = message(standing(batch));
  if (batch.state !== 'sending') return <>{text}</>;
  return <Progress label={text} value={batch.total - leftOf(batch.counts)} max={batch.total} />;
}

function CostCell({ batch }: { readonly batch: Batch }): ReactElement {
  const cost = costOf(batch);
  if (cost.kind !== 'estimate') return <Money micro={cost.micro} />;
  if (cost.unpriced > 0 && cost.micro === 0) return <T id="history.not_known" />;
  const amount = <Money micro={cost.micro} />;
  return cost.unpriced > 0 ? (
    <T id="outbox.cost_at_least" values={{ amount }} />
  ) : (
    <T id="outbox.cost_about" values={{ amount }} />
  );
}

type Asked = { readonly what: 'rename' | 'delete'; readonly batch: Batch };

interface ActionsProps {
  readonly batch: Batch;
  readonly onAsk: (asked: Asked) => void;
  readonly onRepeat: (batch: Batch) => void;
}

function Actions({ batch, onAsk, onRepeat }: ActionsProps): ReactElement {
  const t = useText();
  const [, go] = useLocation();
  const hasLeft = sentOf(batch.counts) + batch.counts.in_doubt > 0;
  const actions: readonly MenuAction[] = [
    {
      id: 'reports',
      label: t('outbox.see_reports'),
      icon: <FileText aria-hidden="true" />,
      onAction: () => go(paths.reports(batch.batch)),
    },
    {
      id: 'repeat',
      label: t('outbox.repeat_this'),
      icon: <Repeat aria-hidden="true" />,
      onAction: () => onRepeat(batch),
    },
    {
      id: 'rename',
      label: t('outbox.rename'),
      icon: <Pencil aria-hidden="true" />,
      onAction: () => onAsk({ what: 'rename', batch }),
    },
    {
      id: 'delete',
      label: t('outbox.delete_list'),
      icon: <Trash2 aria-hidden="true" />,
      isDanger: true,
      // What has left is the office's record of it: it goes with the history's retention only.
      isDisabled: hasLeft || batch.state === 'sending',
      onAction: () => onAsk({ what: 'delete', batch }),
    },
  ];
  return <Menu label={t('outbox.actions_for', { name: batch.name })} actions={actions} />;
}

function useColumns(
  onAsk: (asked: Asked) => void,
  onRepeat: (batch: Batch) => void,
): readonly Column<Batch>[] {
  const t = useText();
  return [
    {
      id: 'name',
      header: t('outbox.name'),
      cell: (batch) => (
        <TextLink to={addressOf(batch)}>
          <Outside text={batch.name} />
        </TextLink>
      ),
    },
    {
      id: 'state',
      header: t('outbox.state'),
      cell: (batch) => <BatchStateBadge state={batch.state} />,
    },
    { id: 'standing', header: t('outbox.standing'), cell: (batch) => <Standing batch={batch} /> },
    {
      id: 'cost',
      header: t('outbox.cost'),
      align: 'end',
      cell: (batch) => <CostCell batch={batch} />,
    },
    {
      id: 'made',
      header: t('outbox.made'),
      cell: (batch) => <DateTime ms={batch.createdAtMs} show="date" />,
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('outbox.actions')}</span>,
      align: 'end',
      cell: (batch) => <Actions batch={batch} onAsk={onAsk} onRepeat={onRepeat} />,
    },
  ];
}

/** The send lists, newest first. */
export function Batches({
  batches,
  onRepeat,
}: {
  readonly batches: readonly Batch[];
  readonly onRepeat: (batch: Batch) => void;
}): ReactElement | null {
  const t = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [offset, setOffset] = useState(0);
  const columns = useColumns(setAsked, onRepeat);
  if (batches.length === 0) return null;
  // Lists can be deleted while a later page is on the screen.
  const from = pageStart(offset, batches.length, PAGE);
  const close = (): void => setAsked(null);
  return (
    <Card title={t('outbox.lists')} flush>
      <DataTable
        caption={t('outbox.lists')}
        rows={batches.slice(from, from + PAGE)}
        rowKey={(batch) => batch.batch}
        columns={columns}
      />
      {batches.length > PAGE && (
        <div className="table-foot">
          <Pager offset={from} limit={PAGE} total={batches.length} onOffset={setOffset} />
        </div>
      )}
      {asked?.what === 'rename' && <RenameBatch batch={asked.batch} onClose={close} />}
      {asked?.what === 'delete' && <DeleteBatch batch={asked.batch} onClose={close} />}
    </Card>
  );
}
