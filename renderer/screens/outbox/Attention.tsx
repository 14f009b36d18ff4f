/** What waits for the operator, before everything else. */
import type { ReactElement } from 'react';
import { ButtonLink } from '../../components/Button.tsx';
import { Notice, type Tone } from '../../components/Notice.tsx';
import { Outside } from '../../components/Values.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { stopId } from '../../i18n/stopText.ts';
import { T, useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import type { Attention as Item } from './outboxView.ts';

interface Look {
  readonly tone: Tone;
  readonly button: MessageId;
  readonly to: string;
}

function lookOf(item: Item): Look {
  switch (item.kind) {
    case 'in_doubt':
      return { tone: 'warning', button: 'outbox.check_doubt', to: paths.doubt(item.batch) };
    case 'stopped':
      return { tone: 'warning', button: 'outbox.continue', to: paths.send(item.batch) };
    case 'reports_due':
      return { tone: 'info', button: 'outbox.see_reports', to: paths.reports(item.batch) };
    case 'asked_to_stop':
      return { tone: 'warning', button: 'outbox.see_who', to: paths.reports(item.batch) };
  }
}

function Words({ item }: { readonly item: Item }): ReactElement {
  const t = useText();
  switch (item.kind) {
    case 'in_doubt':
      return <T id="outbox.attention_doubt" values={{ count: item.messages }} />;
    case 'stopped':
      return (
        <T
          id="outbox.attention_stopped"
          values={{ reason: t(stopId(item.stopped)), left: item.left }}
        />
      );
    case 'reports_due':
      return <T id="outbox.attention_reports" values={{ count: item.messages }} />;
    case 'asked_to_stop':
      return <T id="outbox.attention_asked_to_stop" values={{ count: item.messages }} />;
  }
}

/** The things that wait, most urgent first as they are answered. */
export function AttentionList({ items }: { readonly items: readonly Item[] }): ReactElement | null {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <section className="stack-small" aria-label={t('outbox.waiting_for_you')}>
      <h2>{t('outbox.waiting_for_you')}</h2>
      {items.map((item) => {
        const { tone, button, to } = lookOf(item);
        return (
          <Notice
            key={`${item.kind}:${item.batch}`}
            tone={tone}
            title={<Outside text={item.name} />}
            actions={
              <ButtonLink
                to={to}
                aria-label={t('outbox.action_for', { action: t(button), name: item.name })}
              >
                {t(button)}
              </ButtonLink>
            }
          >
            <Words item={item} />
          </Notice>
        );
      })}
    </section>
  );
}
