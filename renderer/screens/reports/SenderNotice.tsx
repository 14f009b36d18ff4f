/** "Arrived as X, not Y: ask engageSPARK to register it". */
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Report } from './result.ts';

/** The notice; nothing where the sender name was kept. */
export function SenderNotice({ report }: { readonly report: Report }): ReactElement | null {
  const t = useText();
  const open = useAction('openLink');
  const { senderChanged, arrivedAs = [] } = report;
  if (senderChanged === 0) return null;
  return (
    <Notice
      tone="warning"
      title={t('reports.sender_changed', { messages: senderChanged })}
      actions={
        <Button onPress={() => void open.run({ link: 'sender_ids' })}>
          {t('reports.register_sender')}
        </Button>
      }
    >
      {arrivedAs.map(({ ours, theirs, messages }) => (
        <p key={`${ours}-${theirs}`}>{t('reports.arrived_as', { ours, theirs, messages })}</p>
      ))}
      <p>{t('reports.sender_changed_text')}</p>
    </Notice>
  );
}
