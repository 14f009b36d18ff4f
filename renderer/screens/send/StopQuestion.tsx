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
  /** The plan's maximum is being typed and is no amount. */
  readonly isPlanUnreadable: boolean;
}

const isSetUp = ({ person, account, frozen }: FaceProps['app']): boolean =>
  person !== null && account !== null && frozen === null;

/** The question. */
export function StopQuestion(props: StopQuestionProps): ReactElement {
  const { batch, app, plan, view, nowMs } = props;
  const t = useText();
  const start = useStart(batch.summary.batch);
  const [typed, setPrice] = useTypedPrices();
  const [isUnreadable, setUnreadable] = useState(false);
  const [filled, setFilled] = useState(() => filledAtFirst(view, plan, nowMs));
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
        onUnreadable={setUnreadable}
      />
      <ErrorNotice error={start.error} />
      <Choices
        choices={view.choices}
        batch={batch.summary.batch}
        isPending={start.isPending}
        mayStart={isSetUp(app) && !isUnreadable && !props.isPlanUnreadable}
        onStart={(act) => void start.run(orderOf(act, view, plan, filled, typed, nowMs))}
      />
    </Card>
  );
}

function Choices({
  choices,
  batch,
  isPending,
  mayStart,
  onStart,
}: {
  readonly choices: readonly Choice[];
  readonly batch: string;
  readonly isPending: boolean;
  readonly mayStart: boolean;
  readonly onStart: (act: Extract<Act, { readonly do: 'start' }>) => void;
}): ReactElement {
  const t = useText();
  const [, navigate] = useLocation();
  const open = useAction('openLink');
  const run = ({ act }: Choice): void => {
    if (act.do === 'open') navigate(addressOf(act.screen, batch));
    else if (act.do === 'page') void open.run({ link: act.page });
    else onStart(act);
  };
  return (
    <div className="send-choices">
      {choices.map((choice, index) => (
        <Button
          key={choice.label.id}
          look={index === 0 ? 'primary' : 'secondary'}
          size={index === 0 ? 'large' : 'normal'}
          isPending={isPending && index === 0}
          isDisabled={choice.act.do === 'start' && !mayStart}
          onPress={() => run(choice)}
        >
          {say(t, choice.label)}
        </Button>
      ))}
    </div>
  );
}

function addressOf(screen: Extract<Act, { readonly do: 'open' }>['screen'], batch: string): string {
  if (screen === 'doubt') return paths.doubt(batch);
  return screen === 'reports' ? paths.reports(batch) : paths.settings('account');
}
