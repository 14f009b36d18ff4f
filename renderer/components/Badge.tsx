/** The state of a list or a message: a sign and words, so that it reads without colour. */
import {
  Ban,
  Check,
  CheckCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  Clock,
  FileText,
  Radio,
  Send,
  X,
} from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { BatchState } from '../../shared/domain/batch.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { batchStateId, messageStateId } from '../i18n/stateText.ts';
import { useText } from '../i18n/text.tsx';
import './Badge.css';

/** The colour of a badge; its words and its sign say the same. */
export type BadgeTone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

/** A badge. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className="badge" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

type Sign = readonly [tone: BadgeTone, icon: typeof Check];

const MESSAGE_SIGNS: Readonly<Record<MessageState, Sign>> = {
  queued: ['neutral', Clock],
  sending: ['accent', Send],
  accepted: ['accent', Check],
  with_operator: ['accent', Radio],
  delivered: ['good', CheckCheck],
  failed: ['bad', X],
  no_receipt: ['neutral', CircleDashed],
  rejected: ['bad', Ban],
  in_doubt: ['warn', CircleHelp],
  cancelled: ['neutral', Ban],
};

/** The state of a message in the operator's words. */
export function MessageStateBadge({ state }: { readonly state: MessageState }): ReactElement {
  const t = useText();
  const [tone, Icon] = MESSAGE_SIGNS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(messageStateId(state))}
    </Badge>
  );
}

const BATCH_SIGNS: Readonly<Record<BatchState, Sign>> = {
  importing: ['neutral', CircleDashed],
  draft: ['neutral', FileText],
  ready: ['accent', Clock],
  sending: ['accent', Send],
  paused: ['warn', CirclePause],
  done: ['good', CheckCheck],
};

/** The state of a send list in the operator's words. */
export function BatchStateBadge({ state }: { readonly state: BatchState }): ReactElement {
  const t = useText();
  const [tone, Icon] = BATCH_SIGNS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(batchStateId(state))}
    </Badge>
  );
}
