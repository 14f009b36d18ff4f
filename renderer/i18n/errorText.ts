/**
 * The words for every expected failure: what is wrong, and what to do about it.
 *
 * One exhaustive table: a kind without words does not compile.
 */
import type { AppError } from '../../shared/errors.ts';
import { fileErrors, importErrors } from './errorTextList.ts';
import { apiErrors, dataErrors } from './errorTextLine.ts';
import type { MessageId } from './en.ts';
import type { Message } from './message.ts';
import { reasonMessage } from './reasonText.ts';

/** A function for each kind of failure, which takes exactly that kind. */
export type MessagesFor<E extends { readonly kind: string }> = {
  readonly [K in E['kind']]: (error: Extract<E, { readonly kind: K }>) => Message;
};

const URL_PROBLEMS = {
  syntax: 'errors.url_syntax',
  not_https: 'errors.url_not_https',
  credentials: 'errors.url_credentials',
} as const satisfies Readonly<Record<string, MessageId>>;

const WORK = {
  send: 'errors.work_send',
  build: 'errors.work_build',
  reports: 'errors.work_reports',
  export: 'errors.work_export',
} as const satisfies Readonly<Record<string, MessageId>>;

const requestErrors = {
  batch_not_found: () => ({ id: 'errors.batch_not_found' }),
  batch_ambiguous: () => ({ id: 'errors.batch_not_found' }),
  batch_state: () => ({ id: 'errors.batch_state' }),
  bad_price: ({ value }) => ({ id: 'errors.bad_price', values: { value } }),
  bad_phone: ({ value, reason }) => ({
    id: 'errors.bad_phone',
    values: { value, reason: reasonMessage(reason) },
  }),
  bad_base_url: ({ value, problem }) => ({
    id: 'errors.bad_base_url',
    values: { value, problem: { id: URL_PROBLEMS[problem] } },
  }),
  account_missing: () => ({ id: 'errors.account_missing' }),
  person_missing: () => ({ id: 'errors.person_missing' }),
  work_running: ({ work }) => ({ id: WORK[work] }),
  draft_not_found: () => ({ id: 'errors.draft_not_found' }),
  draft_not_built: () => ({ id: 'errors.draft_not_built' }),
  view_expired: () => ({ id: 'errors.view_expired' }),
  choice_expired: () => ({ id: 'errors.choice_expired' }),
  bad_value: ({ value }) => ({ id: 'errors.bad_value', values: { value } }),
} as const satisfies Partial<MessagesFor<AppError>>;

const MESSAGES: MessagesFor<AppError> = {
  ...fileErrors,
  ...importErrors,
  ...requestErrors,
  ...apiErrors,
  ...dataErrors,
  internal: ({ id }) => ({ id: 'errors.internal', values: { id } }),
};

/** What is wrong and what to do, as a message. */
export function errorMessage(error: AppError): Message {
  // Sound: the table has for each kind the function that takes exactly that member of the union.
  const message = MESSAGES[error.kind] as (error: AppError) => Message;
  return message(error);
}
