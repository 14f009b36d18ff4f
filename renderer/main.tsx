/** The React root: asks how the window shall look, loads the language, then draws. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { call } from './api/calls.ts';
import { App } from './App.tsx';
import { languageOf, showTheme } from './frame/Appearance.tsx';
import { languageFor, loadMessages } from './i18n/languages.ts';
import { loadScreens, paths } from './routes.tsx';
import './style/tokens.css';
import './style/base.css';

async function start(): Promise<void> {
  const container = document.querySelector('#root');
  if (container === null) throw new Error('index.html has no #root');
  const state = await call('appState', {});
  const language = state.ok ? languageOf(state.value) : languageFor(navigator.languages);
  if (state.ok) showTheme(state.value.preferences.theme);
  const address = location.hash.slice(1) || paths.outbox();
  // What an outbox without an account leads to.
  const isFirst = state.ok && !state.value.preferences.firstStartDone;
  const [messages] = await Promise.all([
    loadMessages(language),
    loadScreens(address, ...(isFirst ? [paths.start()] : [])),
  ]);
  createRoot(container).render(
    <StrictMode>
      <App initialLanguage={{ language, messages }} initialState={state.ok ? state.value : null} />
    </StrictMode>,
  );
  // The others while nobody waits, so that each opens at once.
  requestIdleCallback(() => void loadScreens());
}

/** A file that is dropped beside its place must not be opened instead of the window. */
function refuseStrayDrops(): void {
  addEventListener('dragover', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  });
  addEventListener('drop', (event) => event.preventDefault());
}

refuseStrayDrops();
void start();
