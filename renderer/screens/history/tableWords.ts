/** The words of a workbook for people, in the current language. Pure. */
import { FAILURE_REASONS, type FailureReason } from '../../../shared/domain/failureReason.ts';
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import type { CallInput } from '../../../shared/ipc/types.ts';
import { messageStateId } from '../../i18n/stateText.ts';
import type { TextOf } from '../../i18n/text.tsx';
import { reasonTitle } from '../reports/reasons.ts';
import { say } from '../send/words.ts';

type TableWords = NonNullable<CallInput<'exportMessages'>['words']>;

/** Sound: the list has every name, so the record has every key. */
function recordOf<Name extends string>(
  names: readonly Name[],
  text: (name: Name) => string,
): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>;
}

/** The words for an export, which the main process writes as they are. */
export function tableWords(t: TextOf, locale: string): TableWords {
  return {
    locale,
    sheet: t('history.title'),
    columns: {
      list: t('history.list'),
      number: t('history.number'),
      country: t('history.country'),
      sender: t('history.sender'),
      text: t('history.text'),
      parts: t('history.column_parts'),
      state: t('history.state'),
      estimate: t('history.column_estimate'),
      charged: t('history.column_charged'),
      sent_at: t('history.column_sent_at'),
      delivered_at: t('history.column_delivered_at'),
      reason: t('history.column_reason'),
      row: t('history.row'),
      id: t('history.id'),
    },
    states: recordOf<MessageState>(MESSAGE_STATES, (state) => t(messageStateId(state))),
    reasons: recordOf<FailureReason>(FAILURE_REASONS, (reason) => say(t, reasonTitle(reason))),
  };
}
