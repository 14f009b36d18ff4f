/** Talking to the API for one command: the key is asked for last, and the client is always closed. */
import type { Result } from '../../shared/errors.ts';
import type { ApiClient } from '../api/types.ts';
import type { Account } from '../db/accounts.ts';
import { readApiKey } from './apiKey.ts';
import type { CliContext } from './context.ts';
import type { CliError } from './errors.ts';

/**
 * Works with the API of an account.
 *
 * Errors beside the work's: `api_key_missing`, `api_key_unusable`, `interrupted`, `bad_base_url`.
 */
export async function withApi<T>(
  context: CliContext,
  account: Account,
  work: (api: ApiClient) => Promise<Result<T, CliError>>,
): Promise<Result<T, CliError>> {
  const apiKey = await readApiKey(context.env, context.askSecret);
  if (!apiKey.ok) return apiKey;
  // Loaded here because undici takes longer to load than most commands to run.
  const { createApiClient } = await import('../api/client.ts');
  const { baseUrl, org } = account;
  const config = { baseUrl, org, apiKey: apiKey.value };
  const api = createApiClient(config, { clock: context.clock });
  if (!api.ok) return api;
  try {
    return await work(api.value);
  } finally {
    await api.value.close();
  }
}
