/** The React root. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Outbox } from './screens/outbox/Outbox.tsx';
import './style.css';

const container = document.querySelector('#root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <Outbox />
  </StrictMode>,
);
