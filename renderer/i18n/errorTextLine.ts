/** The words for failures of the line, of the API and of the data folder. */
import type { AppError } from '../../shared/errors.ts';
import type { MessageId } from './en.ts';
import type { MessagesFor } from './errorText.ts';
import type { Message } from './message.ts';

const STATUSES = {
  401: 'errors.api_401',
  402: 'errors.api_402',
  403: 'errors.api_403',
  404: 'errors.api_404',
  429: 'errors.api_429',
} as const satisfies Readonly<Record<number, MessageId>>;

/** What to do about a refusal with this HTTP status. */
function statusId(status: number): MessageId {
  if (Object.hasOwn(STATUSES, status)) return STATUSES[status as keyof typeof STATUSES];
  if (status >= 300 && status < 400) return 'errors.api_redirect';
  return status >= 500 ? 'errors.api_server' : 'errors.api_other';
}

function refused(status: number, detail: string): Message {
  return detail === ''
    ? { id: statusId(status), values: { status } }
    : {
        id: 'errors.api_with_detail',
        values: {
          text: { id: statusId(status), values: { status } },
          detail: detail.slice(0, 300),
        },
      };
}

/** The words for failures of the line and of the API. */
export const apiErrors = {
  api_key_missing: () => ({ id: 'errors.api_key_missing' }),
  api_key_unusable: () => ({ id: 'errors.api_key_unusable' }),
  api_refused: ({ status, detail }) => refused(status, detail),
  api_unknown_answer: ({ status }) => ({ id: 'errors.api_unknown_answer', values: { status } }),
  api_not_found: ({ what }) => ({ id: 'errors.api_not_found', values: { what } }),
  offline: ({ code }) => ({ id: 'errors.offline', values: { code } }),
  timeout: ({ code }) => ({ id: 'errors.timeout', values: { code } }),
  certificate: ({ code }) => ({ id: 'errors.certificate', values: { code } }),
} as const satisfies Partial<MessagesFor<AppError>>;

/** The words for failures of the data folder. */
export const dataErrors = {
  data_busy: ({ path }) => ({ id: 'errors.data_busy', values: { path } }),
  data_newer: ({ path }) => ({ id: 'errors.data_newer', values: { path } }),
  data_older: ({ path }) => ({ id: 'errors.data_older', values: { path } }),
  data_corrupt: ({ path, detail }) => ({ id: 'errors.data_corrupt', values: { path, detail } }),
  data_full: () => ({ id: 'errors.disk_full' }),
  data_unusable: ({ path, code }) => ({ id: 'errors.data_unusable', values: { path, code } }),
  data_frozen: ({ detail }) => ({ id: 'errors.data_frozen', values: { detail } }),
} as const satisfies Partial<MessagesFor<AppError>>;
