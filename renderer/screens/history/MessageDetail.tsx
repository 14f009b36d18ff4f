/** Everything that is known of one message. */
import { Copy } from 'lucide-react';
import { useId, type ReactElement, type ReactNode } from 'react';
import { useCall } from '../../api/calls.ts';
import { MessageStateBadge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { DateTime, Money, Outside, Phone } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { reasonWords } from '../reports/reasons.ts';
import { useCopy } from '../send/useCopy.ts';
import { say } from '../send/words.ts';
import { stateStory, warningWords } from './story.ts';
import type { MessageRow } from './useView.ts';
import './history.css';

/** The panel. */
export function MessageDetail({
  row,
  onClose,
}: {
  /** `null`: closed. */
  readonly row: MessageRow | null;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  return (
    <Dialog
      title={t('history.detail_title')}
      isOpen={row !== null}
      onClose={onClose}
      size="wide"
      footer={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      {row !== null && <Detail row={row} />}
    </Dialog>
  );
}

function Fact({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Detail({ row }: { readonly row: MessageRow }): ReactElement {
  return (
    <div className="stack">
      <What row={row} />
      <p className="message-text">
        <Outside text={row.text} keepLines />
      </p>
      <Facts row={row} />
      <Imported row={row} />
    </div>
  );
}

function What({ row }: { readonly row: MessageRow }): ReactElement {
  const t = useText();
  const copy = useCopy();
  const { error, warning } = row;
  return (
    <div className="stack-small">
      <p className="row">
        <strong>
          <Phone number={row.to} />
        </strong>
        <MessageStateBadge state={row.state} />
        <Button
          look="quiet"
          size="small"
          icon={<Copy aria-hidden="true" />}
          onPress={() => void copy(`+${row.to}`)}
        >
          {t('history.copy_number')}
        </Button>
      </p>
      <p>{t(stateStory(row.state))}</p>
      {error !== null && (
        <p>
          <strong>{say(t, reasonWords(error).title)}</strong> {say(t, reasonWords(error).advice)}
        </p>
      )}
      {warningWords(warning).map((id) => (
        <p key={id}>{t(id)}</p>
      ))}
    </div>
  );
}

function Facts({ row }: { readonly row: MessageRow }): ReactElement {
  const t = useText();
  const formats = useFormats();
  const { sentAtMs, deliveredAtMs, chargedMicro, estimateMicro } = row;
  return (
    <dl className="message-facts">
      <Fact label={t('history.list')}>
        <Outside text={row.batchName} />
      </Fact>
      <Fact label={t('history.row')}>{formats.count(row.row)}</Fact>
      <Fact label={t('history.country')}>{formats.country(row.country)}</Fact>
      <Fact label={t('history.sender')}>
        <Outside text={row.sender} />
      </Fact>
      <Fact label={t('history.sent_at')}>
        {sentAtMs === null ? '–' : <DateTime ms={sentAtMs} />}
      </Fact>
      <Fact label={t('history.delivered_at')}>
        {deliveredAtMs === null ? '–' : <DateTime ms={deliveredAtMs} />}
      </Fact>
      <Fact label={t('history.parts')}>{formats.count(row.parts)}</Fact>
      <Fact label={t('history.estimate')}>
        {estimateMicro === null ? t('history.no_price') : <Money micro={estimateMicro} exact />}
      </Fact>
      <Fact label={t('history.charged')}>
        {chargedMicro === null ? t('history.not_known') : <Money micro={chargedMicro} exact />}
      </Fact>
      <Fact label={t('history.id')}>
        {row.messageId === null ? '–' : <code dir="ltr">{row.messageId}</code>}
      </Fact>
    </dl>
  );
}

function Imported({ row: { batch, seq } }: { readonly row: MessageRow }): ReactElement | null {
  const t = useText();
  const heading = useId();
  const known = useCall('recipient', { batch, seq });
  if (known.error !== null) return <ErrorNotice error={known.error} />;
  const fields = known.data?.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <section aria-labelledby={heading} className="stack-small">
      <h3 id={heading}>{t('history.imported')}</h3>
      <dl className="message-facts">
        {fields.map(({ column, value }) => (
          <Fact key={column} label={<Outside text={column} />}>
            {value === '' ? '–' : <Outside text={value} />}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
