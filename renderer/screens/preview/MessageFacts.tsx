/** One message in full: to whom, from whom, its text, what it takes. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Money, Outside, Phone } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import './preview.css';

/** The message. */
export function MessageFacts({
  message,
}: {
  readonly message: CallOutput<'preview'>['longest'][number];
}): ReactElement {
  const t = useText();
  const formats = useFormats();
  const { row, to, country, sender, text, parts, encoding, estimateMicro } = message;
  return (
    <div className="stack">
      <p className="preview-bubble">
        <Outside text={text} keepLines />
      </p>
      <dl className="preview-facts">
        <dt>{t('preview.number')}</dt>
        <dd>
          <Phone number={to} /> {formats.country(country)}
        </dd>
        <dt>{t('preview.sender')}</dt>
        <dd>
          <Outside text={sender === '' ? '–' : sender} />
        </dd>
        <dt>{t('preview.row')}</dt>
        <dd>{formats.count(row)}</dd>
        <dt>{t('preview.parts')}</dt>
        <dd>{t(encoding === 'ucs2' ? 'preview.takes_unicode' : 'preview.takes', { parts })}</dd>
        <dt>{t('preview.cost')}</dt>
        <dd>
          {estimateMicro === null ? t('preview.no_price') : <Money micro={estimateMicro} exact />}
        </dd>
      </dl>
    </div>
  );
}
