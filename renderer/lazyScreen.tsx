/**
 * A screen in a chunk of its own, which is drawn at once when the chunk is already here.
 *
 * React shows what it had to wait for no sooner than 300 ms after it began to show the wait: a first
 * screen of two chunks came half a second late. What is loaded beforehand needs no wait.
 */
import { lazy, useState, type ComponentType, type ReactElement } from 'react';

/** A screen that may not be here yet. */
export interface LazyScreen {
  readonly Screen: ComponentType;
  /** Fetches it, so that it is drawn without a wait. Repeating costs nothing. */
  readonly load: () => Promise<void>;
}

/** Makes a screen of what fetches it. */
export function lazyScreen(fetchScreen: () => Promise<ComponentType>): LazyScreen {
  let here: ComponentType | null = null;
  const load = async (): Promise<ComponentType> => {
    here ??= await fetchScreen();
    return here;
  };
  const Waiting = lazy(async () => ({ default: await load() }));
  function Screen(): ReactElement {
    // Chosen once: another component in the same place would lose the screen's state.
    const [Chosen] = useState<ComponentType>(() => here ?? Waiting);
    return <Chosen />;
  }
  return {
    Screen,
    load: async () => {
      await load();
    },
  };
}
