/** The outbox: every send list with its state and progress. Read-only in this version. */
import { useEffect, useState, type ReactElement } from 'react';
import type { BatchState } from '../../../shared/domain/batch.ts';
import { isFinal, MESSAGE_STATES } from '../../../shared/domain/message.ts';
import { postbag } from '../../api.ts';
import { afterAnswer, type BatchLine, type OutboxState } from './outboxState.ts';

const STATE_WORDS: Readonly<Record<BatchState, string>> = {
  importing: 'Being read',
  draft: 'Being prepared',
  ready: 'Ready, not sent yet',
  sending: 'Being sent',
  paused: 'Stopped, not finished',
  done: 'Finished',
};

function useOutbox(): OutboxState {
  const [state, setState] = useState<OutboxState>({ view: 'loading' });
  useEffect(() => {
    const read = (): void => {
      void postbag.call('listBatches', {}).then((answer) => setState(afterAnswer(answer)));
    };
    read();
    return postbag.on('batchesChanged', read);
  }, []);
  return state;
}

function Row({ batch }: { readonly batch: BatchLine }): ReactElement {
  const total = MESSAGE_STATES.reduce((sum, state) => sum + (batch.counts[state] ?? 0), 0);
  const settled = MESSAGE_STATES.filter(isFinal).reduce(
    (sum, state) => sum + (batch.counts[state] ?? 0),
    0,
  );
  return (
    <tr>
      <th scope="row">{batch.name}</th>
      <td>{STATE_WORDS[batch.state]}</td>
      <td className="number">{total}</td>
      <td className="number">{settled}</td>
      <td className="number">{batch.counts.in_doubt ?? 0}</td>
    </tr>
  );
}

/** The home screen. */
export function Outbox(): ReactElement {
  const state = useOutbox();
  return (
    <main>
      <h1>Outbox</h1>
      {state.view === 'loading' && <p role="status">Reading the outbox…</p>}
      {state.view === 'failed' && (
        <p role="alert">The outbox could not be read ({state.error.kind}).</p>
      )}
      {state.view === 'list' && state.batches.length === 0 && (
        <p>No send lists yet. In this version lists are imported on the command line.</p>
      )}
      {state.view === 'list' && state.batches.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Send list</th>
              <th scope="col">State</th>
              <th scope="col">Recipients</th>
              <th scope="col">Settled</th>
              <th scope="col">May have been sent: checking</th>
            </tr>
          </thead>
          <tbody>
            {state.batches.map((batch) => (
              <Row key={batch.batch} batch={batch} />
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}
