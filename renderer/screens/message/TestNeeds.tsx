/** What a test needs before anything is made for it: who is working, the account, the key, a line. */
import type { ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useCall } from '../../api/calls.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useFormats } from '../../i18n/text.tsx';
import { GuardList } from '../send/GuardList.tsx';
import { guards } from '../send/guards.ts';
import { AccountNeeds } from '../send/Needs.tsx';
import { useNow } from '../send/useNow.ts';
import { Who } from '../send/Who.tsx';
import type { Words } from '../send/words.ts';
import { testFacts, testGuards, whyNoTest } from './testSend.ts';
import '../send/send.css';

/** What is known of the test's way out. */
export interface TestReadiness {
  /** `undefined`: not known yet. */
  readonly app: CallOutput<'appState'> | undefined;
  /** What is missing, the first thing to do; `null`: nothing. */
  readonly missing: Words | null;
  readonly isReady: boolean;
}

/** Whether a test can leave: the same as is asked of a send. */
export function useTestReadiness(): TestReadiness {
  const app = useCall('appState', {}).data;
  const send = useCall('sendState', {}).data;
  const nowMs = useNow();
  if (app === undefined || send === undefined) return { app, missing: null, isReady: false };
  const missing = whyNoTest(app, send.running?.name ?? null, nowMs);
  return { app, missing, isReady: missing === null };
}

/** The questions whose answers are missing, to be answered in place. */
export function TestNeeds({ app }: { readonly app: CallOutput<'appState'> }): ReactElement {
  const formats = useFormats();
  const nowMs = useNow();
  return (
    <>
      <ErrorNotice error={app.frozen} />
      <GuardList
        guards={testGuards(guards(testFacts(app, nowMs), formats))}
        batch=""
        nowMs={nowMs}
        suggestedMicro={null}
        dispatch={() => undefined}
      />
      {app.person === null && <Who app={app} />}
      <AccountNeeds app={app} />
    </>
  );
}
