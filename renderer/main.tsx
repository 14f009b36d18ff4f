/** The React root: loads the language, then draws. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { languageFor, loadMessages } from './i18n/languages.ts';
import './style/tokens.css';
import './style/base.css';

async function start(): Promise<void> {
  const container = document.querySelector('#root');
  if (container === null) throw new Error('index.html has no #root');
  const language = languageFor(navigator.languages);
  const messages = await loadMessages(language);
  createRoot(container).render(
    <StrictMode>
      <App initialLanguage={{ language, messages }} />
    </StrictMode>,
  );
}

void start();
