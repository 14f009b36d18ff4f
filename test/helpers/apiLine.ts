/** A client wired to a truth gateway, with short timeouts: what the contract tests work on. */
import { createApiClient } from '../../electron/api/client.ts';
import type { ApiClient, ApiTimeouts, BulkMessage } from '../../electron/api/types.ts';
import { systemClock } from '../../electron/runtime.ts';
import { startTruthGateway, type TruthGateway, type TruthGatewayOptions } from './truthGateway.ts';

/** Long enough for a busy machine, short enough for a test of silence. */
export const SHORT_TIMEOUTS: ApiTimeouts = {
  connectMs: 2000,
  headersMs: 900,
  bodyMs: 900,
  readMs: 900,
};

/** A gateway and a client of it. */
export interface ApiLine {
  readonly gateway: TruthGateway;
  readonly client: ApiClient;
  close(): Promise<void>;
}

/** Makes a client of a gateway. */
export function clientOf(
  gateway: TruthGateway,
  timeouts: Partial<ApiTimeouts> = SHORT_TIMEOUTS,
): ApiClient {
  const { url: baseUrl, apiKey, org, caFile } = gateway;
  const made = createApiClient(
    { baseUrl, apiKey, org, timeouts, ...(caFile === undefined ? null : { caFile }) },
    { clock: systemClock },
  );
  if (!made.ok) throw new Error(made.error.kind);
  return made.value;
}

/** Starts a gateway and a client of it. */
export async function openLine(
  options: TruthGatewayOptions = {},
  timeouts?: Partial<ApiTimeouts>,
): Promise<ApiLine> {
  const gateway = await startTruthGateway(options);
  const client = clientOf(gateway, timeouts);
  const close = async (): Promise<void> => {
    await client.close();
    await gateway.close();
  };
  return { gateway, client, close };
}

/** So many different messages. */
export function someMessages(count: number): readonly BulkMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    to: String(639_170_000_000 + i),
    from: 'Postbag',
    message: `Hello ${i}`,
  }));
}
