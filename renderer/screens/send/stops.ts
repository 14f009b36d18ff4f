/**
 * Why a send stopped, as a question and its choices: one table, exhaustive over every reason.
 *
 * Pure: words as data, and each choice as what it does; the view only shows them.
 */
import type { StopReason } from '../../../shared/domain/batch.ts';
import type { Formats } from '../../i18n/text.tsx';
import type { Tone } from '../../components/Notice.tsx';
import { sendNumbers } from './numbers.ts';
import { priceQuestion } from './priceQuestion.ts';
import { refusedView } from './stopRefused.ts';
import {
  CONTINUE,
  enoughMicro,
  SUPPORT,
  TRY_AGAIN,
  WAIT,
  type Asked,
  type Choice,
  type StopFacts,
  type StopTable,
  type StopView,
  type StopViewOf,
} from './stopTypes.ts';
import { dayOf, thisEvening } from './times.ts';
import { words, type Words } from './words.ts';

const CHECK_DOUBT: Choice = {
  label: words('send.see_doubt'),
  act: { do: 'open', screen: 'doubt' },
};
/** "Stopped 14:32: 412 sent, 10 being checked, 578 not sent". */
export function stoppedLine(
  { summary, lastSentAtMs, nowMs }: Pick<StopFacts, 'summary' | 'lastSentAtMs' | 'nowMs'>,
  formats: Formats,
): Words {
  const { sent, inDoubt, left } = sendNumbers(summary.counts);
  if (lastSentAtMs === null) return words('send.stopped_line_unsent', { left });
  const isToday = dayOf(lastSentAtMs) === dayOf(nowMs);
  const time = isToday ? formats.time(lastSentAtMs) : formats.dateTime(lastSentAtMs);
  return words('send.stopped_line', { time, sent, checked: inDoubt, left });
}

const plain = (
  tone: Tone,
  title: Words,
  text: readonly Words[],
  choices: readonly Choice[],
  asked: Asked = {},
): StopView => ({ tone, title, text, choices, asked });

/** Codes of a certificate whose dates do not fit this computer's. */
const DATE_CODES: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

const moneyStops: Pick<StopTable, 'budget' | 'unpriced' | 'balance' | 'canary_price'> = {
  canary_price: (stop, facts, formats) => priceQuestion(stop, facts, formats),
  budget: ({ budgetMicro, neededMicro }, _facts, { money }) =>
    plain(
      'warning',
      words('send.stop_budget', { budget: money(budgetMicro), needed: money(neededMicro) }),
      [words('send.stop_budget_text')],
      [CONTINUE],
      { maximumMicro: enoughMicro(neededMicro) },
    ),
  unpriced: ({ unpriced }) =>
    plain(
      'warning',
      words('send.stop_unpriced', { people: unpriced }),
      [words('send.stop_unpriced_text')],
      [
        { label: words('send.save_prices_and_continue'), act: { do: 'start' } },
        {
          label: words('send.continue_without_maximum'),
          act: { do: 'start', plan: { budgetMicro: null } },
        },
      ],
      { prices: true },
    ),
  balance: ({ balanceMicro, neededMicro }, { queuedMicro }, { money }) =>
    plain(
      'danger',
      words('send.stop_balance'),
      [
        balanceMicro === null
          ? words('send.stop_balance_unknown')
          : words('send.stop_balance_text', {
              balance: money(balanceMicro),
              needed: money(neededMicro ?? queuedMicro),
            }),
        words('send.stop_balance_shared'),
      ],
      [
        { label: words('send.check_and_continue'), act: { do: 'start' } },
        { label: words('send.open_top_up'), act: { do: 'page', page: 'organisation' } },
      ],
    ),
};

const timeStops: Pick<StopTable, 'not_after' | 'window'> = {
  not_after: ({ notAfterMs }, { nowMs }, { dateTime }) =>
    plain(
      'warning',
      words('send.stop_not_after', { time: dateTime(notAfterMs) }),
      [words('send.stop_not_after_text')],
      [
        { label: words('send.extend_and_continue'), act: { do: 'start' } },
        {
          label: words('send.continue_without_end'),
          act: { do: 'start', plan: { notAfterMs: null } },
        },
      ],
      { notAfterMs: thisEvening(nowMs) },
    ),
  window: ({ fromHour, toHour, opensAtMs }, _facts, { dateTime, time }) =>
    plain(
      'info',
      words('send.stop_window', { from: hourText(fromHour, time), to: hourText(toHour, time) }),
      [words('send.stop_window_text', { time: dateTime(opensAtMs) })],
      [
        {
          label: words('send.wait_until', { time: dateTime(opensAtMs) }),
          act: { do: 'start', plan: { wait: true } },
        },
        { label: words('send.send_now_anyway'), act: { do: 'start', plan: { window: null } } },
      ],
    ),
};

/** An hour of the day as the locale writes it; 24 is the midnight at its end. */
export function hourText(hour: number, time: Formats['time']): string {
  return time(new Date(2026, 0, 1, hour % 24).getTime());
}

const lineStops: Pick<StopTable, 'offline' | 'certificate' | 'refused'> = {
  offline: ({ code }) =>
    plain(
      'info',
      words('send.stop_offline'),
      [words('send.stop_offline_text', { code })],
      [WAIT, TRY_AGAIN],
    ),
  certificate: ({ code }, { nowMs }, { dateTime }) =>
    DATE_CODES.has(code)
      ? plain(
          'danger',
          words('send.stop_date'),
          [words('send.stop_date_text', { time: dateTime(nowMs) }), words('send.code', { code })],
          [TRY_AGAIN],
        )
      : plain(
          'danger',
          words('send.stop_certificate'),
          [words('send.stop_certificate_text'), words('send.code', { code })],
          [TRY_AGAIN, SUPPORT],
        ),
  refused: refusedView,
};

/** Where what was in doubt is settled, nothing stands in the way any more. */
function settledDoubt({ summary }: StopFacts): StopView | null {
  if (sendNumbers(summary.counts).inDoubt > 0) return null;
  return plain('success', words('send.doubt_settled'), [words('send.nothing_lost')], [CONTINUE]);
}

const firstStops: Pick<
  StopTable,
  'canary_doubt' | 'canary_rejected' | 'doubt_limit' | 'recent_same_text'
> = {
  canary_doubt: ({ inDoubt }, facts) =>
    settledDoubt(facts) ??
    plain(
      'warning',
      words('send.stop_first_doubt', { messages: inDoubt }),
      [words('send.stop_first_doubt_text')],
      [CHECK_DOUBT, { label: words('send.try_other_messages'), act: { do: 'start' } }],
    ),
  canary_rejected: ({ rejected, sent }) =>
    plain(
      'warning',
      words('send.stop_first_refused', { rejected, sent }),
      [words('send.stop_first_refused_text')],
      [
        { label: words('send.see_reasons'), act: { do: 'open', screen: 'reports' } },
        { label: words('send.try_other_messages'), act: { do: 'start' } },
      ],
    ),
  doubt_limit: ({ inDoubt }, facts) =>
    settledDoubt(facts) ??
    plain(
      'warning',
      words('send.stop_doubt_limit', { messages: inDoubt }),
      [words('send.stop_doubt_limit_text')],
      [CHECK_DOUBT, CONTINUE],
    ),
  recent_same_text: ({ messages, days }, { summary }) => {
    const others = sendNumbers(summary.counts).left - messages;
    const isMixed = others > 0;
    const people = { people: messages };
    return plain(
      'warning',
      words('send.stop_same_text', { ...people, days }),
      [
        words('send.stop_same_text_text'),
        ...(isMixed ? [words('send.stop_same_text_others', { people: others })] : []),
      ],
      [
        {
          // A send knows all or nobody: that the others get it, too, must be on the button.
          label: words(isMixed ? 'send.send_same_text_all' : 'send.send_same_text', people),
          act: { do: 'start', despite: { sameText: true } },
        },
      ],
    );
  },
};

const plainStops: Pick<StopTable, 'paused' | 'interrupted' | 'cancelled' | 'disk_full'> = {
  paused: () => plain('info', words('send.stop_paused'), [words('send.nothing_lost')], [CONTINUE]),
  interrupted: () =>
    plain('warning', words('send.stop_interrupted'), [words('send.nothing_lost')], [CONTINUE]),
  cancelled: () => plain('info', words('send.stop_cancelled'), [], []),
  disk_full: () =>
    plain('danger', words('send.stop_disk'), [words('send.stop_disk_text')], [TRY_AGAIN]),
};

const STOPS: StopTable = {
  ...plainStops,
  ...firstStops,
  ...moneyStops,
  ...timeStops,
  ...lineStops,
};

/** Why a send stopped, what is asked, and what can be done. */
export function stopView(stop: StopReason, facts: StopFacts, formats: Formats): StopView {
  // Sound: the table has for each reason the function that takes exactly that member of the union.
  const view = STOPS[stop.reason] as StopViewOf<StopReason['reason']>;
  return view(stop, facts, formats);
}
