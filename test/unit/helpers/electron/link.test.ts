/** Calls between the two processes of the stand-in. */
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createLink, type Channel, type Link } from '../../../helpers/electron/link.ts';

class End extends EventEmitter implements Channel {
  other: End | null = null;
  send(message: unknown, done: (error: unknown) => void): void {
    // What Node's channel does with `serialization: 'advanced'`.
    const copy = structuredClone(message);
    setImmediate(() => {
      if (this.other === null) done(new Error('channel closed'));
      else this.other.emit('message', copy);
    });
  }
}

function pair(): { readonly here: Link; readonly there: Link; readonly cut: () => void } {
  const [left, right] = [new End(), new End()];
  left.other = right;
  right.other = left;
  const cut = (): void => {
    left.other = null;
    right.other = null;
    left.emit('disconnect');
  };
  return { here: createLink(left), there: createLink(right), cut };
}

describe('the link', () => {
  test('calls and answers, also with a map and nothing', async () => {
    const { here, there } = pair();
    there.handle('double', (values: Map<string, number>) =>
      [...values].map(([key, value]) => [key, value * 2]),
    );
    there.handle('nothing', () => undefined);
    expect(await here.call('double', new Map([['a', 21]]))).toEqual([['a', 42]]);
    expect(await here.call('nothing')).toBeUndefined();
  });

  test('keeps answers apart that come in another order', async () => {
    const { here, there } = pair();
    const slow = Promise.withResolvers<string>();
    there.handle('slow', () => slow.promise);
    there.handle('fast', () => 'fast');
    const first = here.call('slow');
    expect(await here.call('fast')).toBe('fast');
    slow.resolve('slow');
    expect(await first).toBe('slow');
  });

  test('carries what a handler throws, and says who has none', async () => {
    const { here, there } = pair();
    there.handle('fail', () => {
      throw new RangeError('too far');
    });
    await expect(here.call('fail')).rejects.toThrow('too far');
    await expect(here.call('other')).rejects.toThrow('no handler for other');
  });

  test('an answer that cannot be cloned is an error, not silence', async () => {
    const { here, there } = pair();
    there.handle('function', () => () => 1);
    await expect(here.call('function')).rejects.toThrow('An object could not be cloned.');
  });

  test('a call whose other end dies is rejected', async () => {
    const { here, there, cut } = pair();
    there.handle('never', () => new Promise(() => undefined));
    const waiting = here.call('never');
    cut();
    await expect(waiting).rejects.toThrow('the other process is gone');
    await expect(here.call('never')).rejects.toThrow('channel closed');
    here.tell('never');
  });
});
