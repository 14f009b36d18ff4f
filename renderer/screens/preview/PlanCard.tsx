/** At most how much, and under *Advanced* when it may leave; all of it can be changed before the send. */
import type { ReactElement } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { MoneyField } from '../../components/NumberField.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { AdvancedPlan } from '../send/AdvancedPlan.tsx';
import type { Plan } from '../send/plan.ts';
import { useNow } from '../send/useNow.ts';
import { maximumTrouble, suggestedMaximumMicro, type Preview } from './cost.ts';
import './preview.css';

const TROUBLES = {
  too_low: 'preview.maximum_too_low',
  unpriced: 'preview.maximum_unpriced',
} as const;

/** What the card takes. */
export interface PlanCardProps {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
  readonly preview: Preview;
}

/** The card. */
export function PlanCard({ control, settings, preview }: PlanCardProps): ReactElement {
  const t = useText();
  const { money } = useFormats();
  const nowMs = useNow();
  const { plan } = settings;
  const change = (patch: Partial<Plan>): void => control.change({ plan: { ...plan, ...patch } });
  const suggested = suggestedMaximumMicro(preview);
  const help =
    plan.budgetMicro !== null
      ? t('preview.maximum_help')
      : suggested === null
        ? t('preview.maximum_none')
        : t('preview.maximum_proposed', { maximum: money(suggested) });
  const trouble = maximumTrouble(plan.budgetMicro, preview);
  return (
    <Card title={t('preview.maximum_title')}>
      <div className="stack">
        <div className="preview-maximum">
          <MoneyField
            label={t('preview.maximum')}
            help={help}
            micro={plan.budgetMicro}
            onChange={(budgetMicro) => change({ budgetMicro })}
          />
          {suggested !== null && plan.budgetMicro !== suggested && (
            <Button onPress={() => change({ budgetMicro: suggested })}>
              {t('preview.use_maximum', { maximum: money(suggested) })}
            </Button>
          )}
        </div>
        {trouble !== null && (
          <p className="preview-trouble" role="status">
            {t(TROUBLES[trouble])}
          </p>
        )}
        <AdvancedPlan plan={plan} onChange={change} nowMs={nowMs} />
      </div>
    </Card>
  );
}
