/** The cache of what the main process answered, and which event makes which answer old. */
import { QueryClient } from '@tanstack/react-query';
import type { CallName, EventName } from '../../shared/ipc/types.ts';
import { postbag } from './postbag.ts';

/** A cache for a database on the same computer: nothing is retried, and there is no "offline". */
export function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        // What is not on the screen for a minute is forgotten: pages of a million rows pass here.
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A screen that is opened shows what was known, and asks again.
        refetchOnMount: 'always',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** What is read again after an event; several screens show something of a send list. */
const READ_AGAIN: Readonly<Record<EventName, readonly CallName[]>> = {
  appChanged: ['appState', 'listPrices', 'listOptOuts', 'sendCheck'],
  lineChanged: ['appState'],
  menuCommand: [],
  buildProgress: [],
  batchesChanged: ['listOutbox', 'listDrafts', 'batch', 'sendCheck', 'doubts', 'deliveryReport'],
  sendChanged: [],
  reportsChanged: [],
  exportProgress: [],
};

function readAgain(client: QueryClient, event: EventName): () => void {
  return postbag.on(event, () => {
    for (const name of READ_AGAIN[event]) void client.invalidateQueries({ queryKey: [name] });
  });
}

/**
 * Starts to read again on events; the returned function stops it. Events that carry the whole snapshot
 * of a call put it into the cache as the call's answer.
 */
export function readAgainOnEvents(client: QueryClient): () => void {
  const stops = (Object.keys(READ_AGAIN) as readonly EventName[]).map((event) =>
    readAgain(client, event),
  );
  stops.push(
    postbag.on('sendChanged', (state) => {
      client.setQueryData(['sendState', {}], state);
    }),
    postbag.on('reportsChanged', (state) => {
      client.setQueryData(['reportsState', {}], state);
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
