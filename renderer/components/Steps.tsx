/** The four steps of a send list, with the one that is on the screen. */
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MessageId } from '../i18n/en.ts';
import { useText } from '../i18n/text.tsx';
import './Steps.css';

/** The steps, in their order. */
export const STEPS = ['list', 'message', 'preview', 'send'] as const;

/** One of the steps. */
export type Step = (typeof STEPS)[number];

const NAMES = {
  list: 'common.step_list',
  message: 'common.step_message',
  preview: 'common.step_preview',
  send: 'common.step_send',
} as const satisfies Readonly<Record<Step, MessageId>>;

/** What the steps take. */
export interface StepsProps {
  readonly current: Step;
  /** Where each step is; `null`: it cannot be opened yet (or any more). */
  readonly addresses: Readonly<Record<Step, string | null>>;
}

/** The steps of a send list. */
export function Steps({ current, addresses }: StepsProps): ReactElement {
  const t = useText();
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={t('common.steps')}>
      <ol className="steps">
        {STEPS.map((step, index) => {
          const address = addresses[step];
          const words = (
            <>
              <span className="steps-sign" aria-hidden="true">
                {index < at ? <Check /> : index + 1}
              </span>
              {t(NAMES[step])}
            </>
          );
          return (
            <li
              key={step}
              className="steps-step"
              data-place={index < at ? 'done' : index === at ? 'current' : 'next'}
            >
              {address === null || index === at ? (
                <span aria-current={index === at ? 'step' : undefined}>{words}</span>
              ) : (
                <a href={`#${address}`}>{words}</a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
