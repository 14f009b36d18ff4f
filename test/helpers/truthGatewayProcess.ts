/**
 * The truth gateway in a process of its own, for tests that kill the client.
 *
 * `node test/helpers/truthGatewayProcess.ts '{"faults":["none","stall_accepted"]}'` prints one line,
 * `{url, apiKey, org, caFile}`, and runs until it is killed or its standard input ends. `GET /truth`
 * answers `{truth, requests}`; `POST /faults` with a list of names plans the faults to come.
 */
import { startTruthGateway, type TruthGatewayOptions } from './truthGateway.ts';
import { faultsFromSeed } from './truthGatewayFaults.ts';

/** Options as JSON: those of the gateway that are data, or a seed and a rate of random faults. */
export interface GatewayArguments extends Omit<
  TruthGatewayOptions,
  'faults' | 'readFaults' | 'refuse' | 'outcome' | 'nowMs'
> {
  readonly faults?: readonly string[];
  readonly seed?: number;
  readonly rate?: number;
}

const { faults, seed, rate, ...options } = JSON.parse(process.argv[2] ?? '{}') as GatewayArguments;

const gateway = await startTruthGateway({
  ...options,
  faults:
    faults === undefined
      ? faultsFromSeed(seed ?? 1, rate ?? 0)
      : (faults as NonNullable<Extract<TruthGatewayOptions['faults'], readonly unknown[]>>),
});
const { url, apiKey, org, caFile } = gateway;
console.log(JSON.stringify({ url, apiKey, org, caFile }));

process.stdin.resume().on('end', () => {
  void gateway.close().then(() => process.exit(0));
});
