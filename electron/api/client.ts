/** The API client. Being written; the signatures are final. */
import type { Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import type { ApiClient, ApiConfig } from './types.ts';

export type {
  ApiClient,
  ApiConfig,
  ApiStatus,
  ApiTimeouts,
  Balance,
  BulkMessage,
  Exchange,
  ListPage,
  ListQuery,
  SendLane,
  SingleMessage,
} from './types.ts';

/** Makes a client for one account. */
export function createApiClient(_config: ApiConfig, _deps: { clock: Clock }): Result<ApiClient> {
  throw new Error('not written yet');
}
