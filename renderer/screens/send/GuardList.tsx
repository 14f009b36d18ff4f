/** What would stop the send, said before it does, each with the button that settles it. */
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import type { Fix, Guard } from './guards.ts';
import type { PlanEvent } from './plan.ts';
import { say } from './words.ts';

/** What it takes. */
export interface GuardListProps {
  readonly guards: readonly Guard[];
  readonly batch: string;
  readonly nowMs: number;
  readonly suggestedMicro: number | null;
  readonly dispatch: (event: PlanEvent) => void;
}

/** The guards. */
export function GuardList(props: GuardListProps): ReactElement {
  const t = useText();
  return (
    <>
      {props.guards.map((guard) => (
        <Notice
          key={guard.title.id}
          tone={guard.tone}
          title={say(t, guard.title)}
          actions={guard.fix && <FixButton {...props} fix={guard.fix} />}
        >
          {guard.text && say(t, guard.text)}
        </Notice>
      ))}
    </>
  );
}

function FixButton({
  fix,
  batch,
  nowMs,
  suggestedMicro,
  dispatch,
}: GuardListProps & { readonly fix: Fix }): ReactElement | null {
  const t = useText();
  const look = useAction('checkLine', ['appState']);
  switch (fix) {
    case 'wait':
      return (
        <Button onPress={() => dispatch({ type: 'when', wait: true, nowMs })}>
          {t('send.fix_wait')}
        </Button>
      );
    case 'maximum':
    case 'lower':
      return (
        <Button onPress={() => dispatch({ type: 'set', change: { budgetMicro: suggestedMicro } })}>
          {t(fix === 'lower' ? 'send.fix_lower' : 'send.fix_maximum')}
        </Button>
      );
    case 'line':
      return (
        <Button isPending={look.isPending} onPress={() => void look.run({})}>
          {t('send.fix_line')}
        </Button>
      );
    case 'doubt':
      return <ButtonLink to={paths.doubt(batch)}>{t('send.see_doubt')}</ButtonLink>;
  }
}
