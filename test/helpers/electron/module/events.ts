/** Events that can be prevented, as Electron's are. */
import type { EventEmitter } from 'node:events';

/** The event object that listeners get. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** Emits an event; answers whether a listener prevented what would follow. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  ...args: readonly unknown[]
): boolean {
  const event = createEvent();
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

/** A fresh event object. */
export function createEvent<T extends object>(fields?: T): PreventableEvent & T {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
    ...fields,
  };
  return event as unknown as PreventableEvent & T;
}
