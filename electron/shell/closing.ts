/**
 * Leaving: closing the window, quitting, the system shutting down.
 *
 * Whoever leaves during a send is asked; then what is on its way is settled, for a message whose answer
 * nobody waits for may have been sent. A system that shuts down does not wait for an answer of a person:
 * it is held up only as long as settling takes.
 */

/** What leaving needs. */
export interface ClosingDeps {
  /** Whether a send runs, or one waits to go by itself. */
  readonly isBusy: () => boolean;
  /** Ends all work and closes the data; resolves when everything that was on its way is settled. */
  readonly settle: () => Promise<void>;
  /** Asks the operator. */
  readonly ask: () => Promise<'leave' | 'stay'>;
  /** Ends the application, now that nothing is open any more. */
  readonly quit: () => void;
  /** Records a bug: settling must never fail, and the application must end all the same. */
  readonly reportBug: (error: unknown) => void;
}

/** An event that can be held back. */
export interface Preventable {
  preventDefault(): void;
}

/** What listens to the events of leaving. */
export interface Closing {
  /** A window is about to close, by its button, a shortcut, the menu or the application's quitting. */
  readonly onClose: (event: Preventable) => void;
  /** The system is about to shut down or to log off. Not every system gives an event to hold it by. */
  readonly onShutdown: (event?: Preventable) => void;
}

/** Makes the listeners. */
export function createClosing(deps: ClosingDeps): Closing {
  let step: 'open' | 'asking' | 'settling' | 'settled' = 'open';

  const leave = async (): Promise<void> => {
    step = 'settling';
    try {
      await deps.settle();
    } catch (error) {
      deps.reportBug(error);
    }
    step = 'settled';
    deps.quit();
  };
  const askAndLeave = async (): Promise<void> => {
    step = 'asking';
    const answer = await deps.ask().catch((error: unknown) => {
      deps.reportBug(error);
      return 'stay' as const;
    });
    // The system may have begun to shut down in the meantime.
    if (step !== 'asking') return;
    if (answer === 'leave') await leave();
    else step = 'open';
  };
  return {
    onClose: (event) => {
      if (step === 'settled') return;
      event.preventDefault();
      if (step !== 'open') return;
      void (deps.isBusy() ? askAndLeave() : leave());
    },
    onShutdown: (event) => {
      if (step === 'settled') return;
      event?.preventDefault();
      if (step !== 'settling') void leave();
    },
  };
}
