/** The three numbers that matter before a send: people, SMS, cost. */
import type { ReactElement } from 'react';
import { Card, Figure, Figures } from '../../components/Card.tsx';
import { Count, Money } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { Preview } from './cost.ts';

/** The numbers. */
export function Summary({ preview }: { readonly preview: Preview }): ReactElement {
  const t = useText();
  const { money } = useFormats();
  const { recipients, parts, unicode, estimateMicro, unpriced } = preview;
  const note =
    unpriced > 0
      ? t('preview.total_without', { people: unpriced })
      : money(estimateMicro) === money(estimateMicro, true)
        ? null
        : t('preview.total_exactly', { amount: money(estimateMicro, true) });
  return (
    <Card>
      <Figures>
        <Figure label={t('preview.people')} value={<Count value={recipients} />} />
        <Figure
          label={t('preview.parts_total')}
          value={<Count value={parts} />}
          note={
            unicode === 0
              ? t('preview.parts_note')
              : t('preview.unicode_note', { messages: unicode })
          }
        />
        <Figure
          label={t('preview.total')}
          // Without any price there is no total, which is not the same as nothing to pay.
          value={unpriced === recipients ? '–' : <Money micro={estimateMicro} />}
          {...(note === null ? {} : { note })}
        />
      </Figures>
    </Card>
  );
}
