/**
 * Calls in both directions between the process that stands for Electron's main process and the one
 * that drives the browser, over Node's own channel between parent and child.
 *
 * The channel must be opened with `serialization: 'advanced'`: then it clones values as structured
 * cloning does (Map, Uint8Array, undefined; a function is refused), as Electron's own IPC does.
 */

/** The part of a child process (or of `process`) that carries messages. */
export interface Channel {
  send?(message: unknown, done: (error: unknown) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** What the other side may call here. */
export type LinkHandler = (...args: never[]) => unknown;

/** One end of the channel. */
export interface Link {
  /** Calls the other side. @throws what the handler there threw, or that the other side is gone. */
  readonly call: <T = unknown>(name: string, ...args: readonly unknown[]) => Promise<T>;
  /** Calls the other side without waiting; nothing is said where it is gone. */
  readonly tell: (name: string, ...args: readonly unknown[]) => void;
  /** Runs it once everything said so far has left this process. */
  readonly flush: (then: () => void) => void;
  /** Answers a call of the other side. */
  readonly handle: (name: string, handler: LinkHandler) => void;
}

interface Call {
  readonly kind: 'call';
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Message = Call | ({ readonly kind: 'reply'; readonly id: number } & Outcome);

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens this end of the channel. */
export function createLink(channel: Channel): Link {
  const waiting = new Map<number, Waiting>();
  const handlers = new Map<string, LinkHandler>();
  let lastId = 0;
  const send = (message: Message): void => {
    // A channel that is closed is told to whoever waits, and is nothing to whoever only tells.
    channel.send?.(message, (error) => {
      if (error !== null && message.kind === 'call') waiting.get(message.id)?.reject(error);
    });
  };
  channel.on('message', (raw) => {
    const message = raw as Message;
    if (message.kind === 'call') {
      void answer(handlers.get(message.name), message).then((outcome) =>
        reply(send, message.id, outcome),
      );
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) one?.resolve(message.value as never);
    else one?.reject(message.error);
  });
  channel.on('disconnect', () => {
    for (const one of waiting.values()) one.reject(new Error('the other process is gone'));
    waiting.clear();
  });
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        send({ kind: 'call', id: lastId, name, args });
      }),
    tell: (name, ...args) => {
      lastId += 1;
      send({ kind: 'call', id: lastId, name, args });
    },
    flush: (then) => {
      lastId += 1;
      const last: Call = { kind: 'call', id: lastId, name: 'link:flush', args: [] };
      if (channel.send === undefined) then();
      else channel.send(last, () => then());
    },
    handle: (name, handler) => {
      handlers.set(name, handler);
    },
  };
}

async function answer(handler: LinkHandler | undefined, { name, args }: Call): Promise<Outcome> {
  try {
    if (handler === undefined) throw new Error(`no handler for ${name}`);
    return { ok: true, value: await handler(...(args as never[])) };
  } catch (error) {
    return { ok: false, error };
  }
}

function reply(send: (message: Message) => void, id: number, outcome: Outcome): void {
  try {
    send({ kind: 'reply', id, ...outcome });
  } catch {
    // What cannot be cloned: said in Electron's own words.
    send({ kind: 'reply', id, ok: false, error: new Error('An object could not be cloned.') });
  }
}
