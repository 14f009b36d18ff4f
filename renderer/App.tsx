/** Everything around the screens: the cache, the language, the address, the frame. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { AppState } from './api/appState.ts';
import { callKey } from './api/calls.ts';
import { createClient, readAgainOnEvents } from './api/client.ts';
import { ToastProvider } from './components/Toast.tsx';
import { Frame } from './frame/Frame.tsx';
import { LanguageProvider, type LoadedLanguage } from './i18n/LanguageProvider.tsx';
import { Screens } from './routes.tsx';

/** Addresses stand behind the `#`: the protocol serves one page. The router calls the hook itself. */
const BY_HASH = { hook: useHashLocation };

/** The application. */
export function App({
  initialLanguage,
  initialState,
}: {
  readonly initialLanguage: LoadedLanguage;
  /** What the application said of itself before the window was drawn; `null`: it did not answer. */
  readonly initialState: AppState | null;
}): ReactElement {
  const [client] = useState(() => {
    const created = createClient();
    if (initialState !== null) created.setQueryData(callKey('appState', {}), initialState);
    return created;
  });
  useEffect(() => readAgainOnEvents(client), [client]);
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider initial={initialLanguage} systemLocales={initialState?.formatLocales ?? []}>
        <Router {...BY_HASH}>
          <ToastProvider>
            <Frame>
              <Screens />
            </Frame>
          </ToastProvider>
        </Router>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
