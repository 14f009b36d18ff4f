/** The API client of one account: made here, from lanes for sending and questions for the rest. */
import { ok, type Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import { connectionOpener } from './connection.ts';
import { keyHider } from './hideKey.ts';
import { PostLane } from './lane.ts';
import { Questions } from './questions.ts';
import { checkConfig, type ProxyEnvironment } from './settings.ts';
import type { ApiClient, ApiConfig, BulkMessage, SingleMessage } from './types.ts';

/** What a client takes from the outside. */
export interface ApiDeps {
  readonly clock: Clock;
  /** Where a proxy may be named (`HTTPS_PROXY`, `NO_PROXY`); the process's own if absent. */
  readonly env?: ProxyEnvironment;
}

/** Only the fields of [S]: whether the bulk call accepts any other is not known. */
function bulkBodyOf(org: number, messages: readonly BulkMessage[]): Buffer {
  const entries = messages.map(({ to, from, message }) => ({ to, from, message }));
  return Buffer.from(JSON.stringify({ orgid: org, messages: entries }));
}

/** Nothing is parsed: the bytes of the array stay as they are. */
function bulkBodyAround(org: number, messages: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`{"orgid":${org},"messages":`), messages, Buffer.from('}')]);
}

function singleBodyOf(org: number, single: SingleMessage): Buffer {
  const { to, from, message, clientDedup, clientRef } = single;
  return Buffer.from(
    JSON.stringify({
      orgId: org,
      from,
      message,
      fullPhoneNumber: to,
      clientDedup: clientDedup ?? undefined,
      clientRef,
    }),
  );
}

/**
 * Makes the client of one account. Opens nothing yet.
 *
 * Errors: `bad_base_url`, `api_key_missing`, `api_key_unusable`, `bad_value` (organisation, proxy),
 * `file_not_found` and `file_unreadable` (the file of certificate authorities).
 */
export function createApiClient(config: ApiConfig, deps: ApiDeps): Result<ApiClient> {
  const env = deps.env ?? process.env;
  const checked = checkConfig(config, env);
  if (!checked.ok) return checked;
  const settings = checked.value;
  const { clock } = deps;
  const open = connectionOpener(settings, env);
  const hideKey = keyHider(settings.apiKey);
  const headers = {
    authorization: `Token ${settings.apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Postbag',
  };
  const questions = new Questions({ settings, clock, open, hideKey, headers });
  const lanes = new Set<PostLane>();
  return ok({
    bulkBody: (messages) => bulkBodyOf(settings.org, messages),
    bulkBodyOf: (messages) => bulkBodyAround(settings.org, messages),
    singleBody: (message) => singleBodyOf(settings.org, message),
    openLane: () => {
      const lane = new PostLane({ settings, clock, open, hideKey, headers });
      lanes.add(lane);
      return lane;
    },
    status: (id) => questions.status(id),
    list: (query) => questions.list(query),
    balance: () => questions.balance(),
    close: async () => {
      await Promise.all([questions.close(), ...[...lanes].map((lane) => lane.destroy())]);
    },
  });
}
