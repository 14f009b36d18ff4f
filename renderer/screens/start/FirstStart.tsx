/** The first start: an assistant that asks what sending needs. All of it can be skipped. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAppState, useLatestAppState, type AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Card } from '../../components/Card.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { visible } from '../../i18n/visible.ts';
import { paths } from '../../routes.tsx';
import { DoneStep } from './DoneStep.tsx';
import { KeyStep, OrganisationStep, PersonStep, PriceStep } from './questions.tsx';
import { placeOf, stepBeside, type StartFacts, type StartStep } from './steps.ts';
import { WelcomeStep } from './WelcomeStep.tsx';
import './start.css';

/** What every step is given. */
export interface StepProps {
  readonly state: AppState;
  readonly on: (go: 'next' | 'back') => void;
  /** Ends the assistant and goes to the outbox. */
  readonly finish: () => void;
}

const VIEWS: Readonly<Record<StartStep, (props: StepProps) => ReactElement>> = {
  welcome: WelcomeStep,
  person: PersonStep,
  organisation: OrganisationStep,
  key: KeyStep,
  price: PriceStep,
  done: DoneStep,
};

const TITLES = {
  welcome: 'start.welcome',
  person: 'start.person',
  organisation: 'start.organisation',
  key: 'start.key',
  price: 'start.price',
  done: 'start.done',
} as const;

function Assistant({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const [, go] = useLocation();
  const remember = useAction('setPreferences');
  const [step, setStep] = useState<StartStep>('welcome');
  const latest = useLatestAppState();
  const factsOf = (known: AppState): StartFacts => ({ hasAccount: known.account !== null });
  // A question that was just answered decides which one comes next.
  const move = (go: 'next' | 'back'): void =>
    setStep(stepBeside(step, go, factsOf(latest() ?? state)));
  const finish = (): void => {
    void remember.run({ firstStartDone: true }).then(() => go(paths.outbox()));
  };
  const View = VIEWS[step];
  return (
    <div className="page start">
      <title>{`${t('start.title')} – Postbag`}</title>
      <StartProgress place={placeOf(step)} />
      <Card>
        <StepHeading key={step} text={t(TITLES[step])} />
        <View key={`${step}-view`} state={state} on={move} finish={finish} />
      </Card>
    </div>
  );
}

/** The heading of a step takes the focus, so that keyboard and screen reader go along. */
function StepHeading({ text }: { readonly text: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {visible(text)}
    </h1>
  );
}

function StartProgress({ place }: { readonly place: ReturnType<typeof placeOf> }): ReactElement {
  const t = useText();
  const { count } = useFormats();
  if (place === null) return <div className="start-progress" />;
  return (
    <div className="start-progress">
      <Progress
        label={t('start.step_of', { at: count(place.at), of: count(place.of) })}
        value={place.at}
        max={place.of}
      />
    </div>
  );
}

/** The assistant of the first start. */
export function FirstStart(): ReactElement {
  const state = useAppState();
  return state === undefined ? <Loading /> : <Assistant state={state} />;
}
