/** What a refusal of the whole request means, by its status: whose mistake it is, and how to mend it. */
import {
  CONTINUE,
  SUPPORT,
  TRY_AGAIN,
  WAIT,
  type Choice,
  type StopView,
  type StopViewOf,
} from './stopTypes.ts';
import { words, type Words } from './words.ts';

const OPEN_ACCOUNT: Choice = {
  label: words('send.open_account'),
  act: { do: 'open', screen: 'account' },
};
const OPEN_PROFILE: Choice = {
  label: words('send.open_profile'),
  act: { do: 'page', page: 'profile' },
};
type RefusalView = Pick<StopView, 'title' | 'choices'> & {
  readonly text: Words;
  readonly key?: true;
};

const WRONG_KEY: RefusalView = {
  title: words('send.stop_key'),
  text: words('send.stop_key_text'),
  key: true,
  choices: [{ label: words('send.save_key_and_continue'), act: { do: 'start' } }, OPEN_PROFILE],
};

/** The single call is an extra that not every account has. */
const NO_SINGLE_CALL: RefusalView = {
  title: words('send.stop_no_single'),
  text: words('send.stop_no_single_text'),
  choices: [
    { label: words('send.continue_in_bulk'), act: { do: 'start', plan: { safe: false } } },
    OPEN_ACCOUNT,
  ],
};

const BY_STATUS: ReadonlyMap<number, RefusalView> = new Map([
  [401, WRONG_KEY],
  [
    403,
    {
      title: words('send.stop_forbidden'),
      text: words('send.stop_forbidden_text'),
      choices: [OPEN_ACCOUNT, TRY_AGAIN],
    },
  ],
  [
    404,
    {
      title: words('send.stop_not_found'),
      text: words('send.stop_not_found_text'),
      choices: [OPEN_ACCOUNT, TRY_AGAIN],
    },
  ],
  [
    429,
    {
      title: words('send.stop_busy'),
      text: words('send.stop_busy_text'),
      choices: [WAIT, CONTINUE],
    },
  ],
]);

const MOVED: RefusalView = {
  title: words('send.stop_moved'),
  text: words('send.stop_moved_text'),
  choices: [TRY_AGAIN, OPEN_ACCOUNT],
};

const OTHER: RefusalView = {
  title: words('send.stop_refused'),
  text: words('send.stop_refused_text'),
  choices: [TRY_AGAIN, SUPPORT],
};

function refusal(status: number, isSingle: boolean): RefusalView {
  if (status === 404 && isSingle) return NO_SINGLE_CALL;
  return BY_STATUS.get(status) ?? (status >= 300 && status < 400 ? MOVED : OTHER);
}

/** The view of a refusal: nothing of the request was taken, so it is safe to try again. */
export const refusedView: StopViewOf<'refused'> = ({ status, detail, call }) => {
  const { title, text, choices, key } = refusal(status, call === 'single');
  const answer =
    detail === ''
      ? words('send.refused_status', { status })
      : words('send.refused_detail', { status, detail });
  return {
    tone: 'danger',
    title,
    text: [text, answer],
    choices,
    asked: key === true ? { key } : {},
  };
};
