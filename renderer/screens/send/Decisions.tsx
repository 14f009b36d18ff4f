/** What was decided about a list, by whom and why. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { DateTime, Outside } from '../../components/Values.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';

type Decision = CallOutput<'batch'>['decisions'][number];

const KINDS: ReadonlyMap<string, MessageId> = new Map([
  ['as_sent', 'send.decided_as_sent'],
  ['send_again', 'send.decided_send_again'],
  ['cancel', 'send.decided_cancel'],
  ['cancelled', 'send.decided_cancel'],
  ['price', 'send.decided_price'],
  ['same_text', 'send.decided_same_text'],
]);

/** The decisions; nothing where there are none. */
export function Decisions({
  decisions,
}: {
  readonly decisions: readonly Decision[];
}): ReactElement | null {
  const t = useText();
  if (decisions.length === 0) return null;
  const kind = (decision: Decision): ReactElement => {
    const id = KINDS.get(decision.kind);
    return id === undefined ? <Outside text={decision.kind} /> : <>{t(id)}</>;
  };
  return (
    <Card title={t('send.decisions')} flush>
      <DataTable
        caption={t('send.decisions')}
        columns={[
          {
            id: 'when',
            header: t('send.decided_when'),
            cell: ({ atMs }) => <DateTime ms={atMs} />,
          },
          { id: 'what', header: t('send.decided_what'), cell: kind },
          { id: 'who', header: t('send.decided_who'), cell: ({ who }) => <Outside text={who} /> },
          { id: 'why', header: t('send.decided_why'), cell: ({ why }) => <Outside text={why} /> },
        ]}
        rows={decisions}
        rowKey={({ atMs, kind: word, who }) => `${atMs}-${word}-${who}`}
      />
    </Card>
  );
}
