/** The lists that are being prepared. */
import { Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Badge } from '../../components/Badge.tsx';
import { Button, TextLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { useToast } from '../../components/Toast.tsx';
import { Count, DateTime, Outside } from '../../components/Values.tsx';
import { T, useText, type TextOf } from '../../i18n/text.tsx';
import { draftAddress, type Draft } from './outboxView.ts';

// Rows that were pasted have no file's name.
const nameOf = ({ settings, source }: Draft, t: TextOf): string =>
  settings.name || source || t('outbox.unnamed');

function DeleteDraft({
  draft,
  onClose,
}: {
  readonly draft: Draft;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const toast = useToast();
  const errorText = useErrorText();
  const remove = useAction('deleteDraft', ['listDrafts']);
  const confirm = async (): Promise<void> => {
    const answer = await remove.run({ draft: draft.draft });
    if (answer.ok) toast(t('outbox.draft_deleted', { name: nameOf(draft, t) }));
    else toast(errorText(answer.error), 'danger');
  };
  return (
    <ConfirmDialog
      title={t('outbox.delete_draft_title')}
      isOpen
      isDanger
      onClose={onClose}
      confirmLabel={t('outbox.delete_draft')}
      onConfirm={confirm}
    >
      <p>
        <T id="outbox.delete_draft_text" values={{ name: nameOf(draft, t) }} />
      </p>
    </ConfirmDialog>
  );
}

function DraftState({ draft }: { readonly draft: Draft }): ReactElement {
  const t = useText();
  if (draft.isBuilding) return <Badge tone="accent">{t('outbox.draft_reading')}</Badge>;
  if (draft.problem !== null) return <Badge tone="warn">{t('outbox.draft_problem')}</Badge>;
  return <Badge>{t('common.batch_draft')}</Badge>;
}

function useColumns(onDelete: (draft: Draft) => void): readonly Column<Draft>[] {
  const t = useText();
  return [
    { id: 'name', header: t('outbox.name'), cell: (draft) => <DraftName draft={draft} /> },
    { id: 'state', header: t('outbox.state'), cell: (draft) => <DraftState draft={draft} /> },
    {
      id: 'people',
      header: t('outbox.people'),
      align: 'end',
      cell: ({ built }) => (built === null ? '–' : <Count value={built.recipients} />),
    },
    {
      id: 'changed',
      header: t('outbox.changed'),
      cell: (draft) => <DateTime ms={draft.updatedAtMs} />,
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('outbox.actions')}</span>,
      align: 'end',
      cell: (draft) => (
        <Button
          look="quiet"
          size="small"
          icon={<Trash2 aria-hidden="true" />}
          aria-label={t('outbox.delete_draft_named', { name: nameOf(draft, t) })}
          onPress={() => onDelete(draft)}
        />
      ),
    },
  ];
}

/** The table of them. */
export function Drafts({ drafts }: { readonly drafts: readonly Draft[] }): ReactElement | null {
  const t = useText();
  const [deleting, setDeleting] = useState<Draft | null>(null);
  const columns = useColumns(setDeleting);
  if (drafts.length === 0) return null;
  return (
    <Card title={t('outbox.drafts')} flush>
      <DataTable
        caption={t('outbox.drafts')}
        rows={drafts}
        rowKey={(draft) => draft.draft}
        columns={columns}
      />
      {deleting !== null && <DeleteDraft draft={deleting} onClose={() => setDeleting(null)} />}
    </Card>
  );
}

function DraftName({ draft }: { readonly draft: Draft }): ReactElement {
  const t = useText();
  return (
    <TextLink to={draftAddress(draft)}>
      <Outside text={nameOf(draft, t)} />
    </TextLink>
  );
}
