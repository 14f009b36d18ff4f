/** The question of a stop: what is asked, filled in here, and the buttons that act on it. */
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import type { FaceProps } from './Before.tsx';
import { AskedFields } from './AskedFields.tsx';
import { filledAtFirst, orderOf } from './order.ts';
import type { Plan } from './plan.ts';
import { useTypedPrices } from './PriceFields.tsx';
import type { Act, Choice, StopView } from './stopTypes.ts';
import { useStart } from './useStart.ts';
import { say } from './words.ts';

/** What it takes. */
export interface StopQuestionProps extends FaceProps {
  readonly plan: Plan;
  readonly view: StopView;
  readonly nowMs: number;
}

/** The question. */
export function StopQuestion(props: StopQuestionProps): ReactElement {
  const { batch, app, plan, view, nowMs } = props;
  const t = useText();
  const [, navigate] = useLocation();
  const open = useAction('openLink');
  const start = useStart(batch.summary.batch);
  const [typed, setPrice] = useTypedPrices();
  const [filled, setFilled] = useState(() => filledAtFirst(view, plan, nowMs));
  const act = ({ act: what }: Choice): void => {
    if (what.do === 'open') navigate(addressOf(what.screen, batch.summary.batch));
    else if (what.do === 'page') void open.run({ link: what.page });
    else void start.run(orderOf(what, view, plan, filled, typed));
  };
  const cannotStart = app.person === null || app.account === null || app.frozen !== null;
  return (
    <Card>
      <Notice tone={view.tone} title={<span className="send-question">{say(t, view.title)}</span>}>
        <div className="stack-small">
          {view.text.map((line) => (
            <p key={line.id}>{say(t, line)}</p>
          ))}
        </div>
      </Notice>
      <AskedFields
        batch={batch}
        view={view}
        nowMs={nowMs}
        filled={filled}
        onFilled={(change) => setFilled({ ...filled, ...change })}
        typed={typed}
        onPrice={setPrice}
      />
      <ErrorNotice error={start.error} />
      <div className="send-choices">
        {view.choices.map((choice, index) => (
          <Button
            key={choice.label.id}
            look={index === 0 ? 'primary' : 'secondary'}
            size={index === 0 ? 'large' : 'normal'}
            isPending={start.isPending && index === 0}
            isDisabled={choice.act.do === 'start' && cannotStart}
            onPress={() => act(choice)}
          >
            {say(t, choice.label)}
          </Button>
        ))}
      </div>
    </Card>
  );
}

function addressOf(screen: Extract<Act, { readonly do: 'open' }>['screen'], batch: string): string {
  if (screen === 'doubt') return paths.doubt(batch);
  return screen === 'reports' ? paths.reports(batch) : paths.settings('account');
}
