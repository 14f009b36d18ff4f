/** What was decided about a list, by whom and why. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { DateTime, Outside } from '../../components/Values.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useFormats, useText } from '../../i18n/text.tsx';

type Decision = CallOutput<'batch'>['decisions'][number];

const KINDS: ReadonlyMap<string, MessageId> = new Map([
  ['send_started', 'send.decided_started'],
  ['continue_at_real_price', 'send.decided_price'],
  ['send_same_text_again', 'send.decided_same_text'],
  ['as_sent', 'send.decided_as_sent'],
  ['send_again', 'send.decided_send_again'],
  ['cancelled', 'send.decided_cancel'],
]);

/** What was decided; a kind of a later version is shown as it is. */
function What({ kind, detail }: Pick<Decision, 'kind' | 'detail'>): ReactElement {
  const t = useText();
  const id = KINDS.get(kind);
  if (id === undefined) return <Outside text={kind} />;
  return (
    <>
      {t(id)}
      <Sums detail={detail} />
    </>
  );
}

/** How many messages it was about, and at most how much: what somebody answers for. */
function Sums({ detail: { messages, capMicro } }: Pick<Decision, 'detail'>): ReactElement | null {
  const t = useText();
  const { money } = useFormats();
  if (typeof messages !== 'number') return null;
  return (
    <span className="soft small send-sums">
      {typeof capMicro === 'number'
        ? t('send.decided_maximum', { messages, maximum: money(capMicro) })
        : t('send.decided_messages', { messages })}
    </span>
  );
}

/** The decisions; nothing where there are none. */
export function Decisions({
  decisions,
}: {
  readonly decisions: readonly Decision[];
}): ReactElement | null {
  const t = useText();
  if (decisions.length === 0) return null;
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
          {
            id: 'what',
            header: t('send.decided_what'),
            cell: (decision) => <What {...decision} />,
          },
          { id: 'who', header: t('send.decided_who'), cell: ({ who }) => <Outside text={who} /> },
          { id: 'why', header: t('send.decided_why'), cell: ({ why }) => <Outside text={why} /> },
        ]}
        rows={decisions}
        rowKey={({ atMs, kind, who }) => `${atMs}-${kind}-${who}`}
      />
    </Card>
  );
}
