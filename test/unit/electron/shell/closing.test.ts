import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createClosing } from '../../../../electron/shell/closing.ts';

interface Leaving {
  readonly isBusy?: boolean;
  readonly answer?: 'leave' | 'stay';
}

/** Leaving, with what happens recorded in order. */
function leaving({ isBusy = false, answer = 'leave' }: Leaving = {}) {
  const happened: string[] = [];
  const settled = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<'leave' | 'stay'>();
  const closing = createClosing({
    isBusy: () => isBusy,
    settle: () => {
      happened.push('settle');
      return settled.promise;
    },
    ask: () => {
      happened.push('ask');
      return answered.promise;
    },
    quit: () => void happened.push('quit'),
    reportBug: (error) => void happened.push(`bug: ${(error as Error).message}`),
  });
  const event = (name: string) => ({ preventDefault: () => void happened.push(`held ${name}`) });
  return {
    closing,
    happened,
    close: () => closing.onClose(event('close')),
    shutDown: () => closing.onShutdown(event('shutdown')),
    settle: async () => {
      settled.resolve();
      await turn();
    },
    failToSettle: async () => {
      settled.reject(new Error('lock'));
      await turn();
    },
    answer: async () => {
      answered.resolve(answer);
      await turn();
    },
    failToAsk: async () => {
      answered.reject(new Error('no dialog'));
      await turn();
    },
  };
}

describe('with nothing under way', () => {
  test('settles, and then quits without a question', async () => {
    const { close, settle, happened } = leaving();
    close();
    expect(happened).toEqual(['held close', 'settle']);
    await settle();
    expect(happened).toEqual(['held close', 'settle', 'quit']);
    // Quitting closes the window again: nothing holds it now.
    close();
    expect(happened).toEqual(['held close', 'settle', 'quit']);
  });

  test('a second click changes nothing', async () => {
    const { close, settle, happened } = leaving();
    close();
    close();
    await settle();
    expect(happened).toEqual(['held close', 'settle', 'held close', 'quit']);
  });

  test('quits also where settling fails, and tells of the bug', async () => {
    const { close, failToSettle, happened } = leaving();
    close();
    await failToSettle();
    expect(happened.slice(-2)).toEqual(['bug: lock', 'quit']);
  });
});

describe('while a send runs', () => {
  test('asks, settles, leaves', async () => {
    const { close, answer, settle, happened } = leaving({ isBusy: true });
    close();
    expect(happened).toEqual(['held close', 'ask']);
    await answer();
    expect(happened).toEqual(['held close', 'ask', 'settle']);
    await settle();
    expect(happened.at(-1)).toBe('quit');
  });

  test('stays where the operator says so, and asks again the next time', async () => {
    const { close, answer, happened } = leaving({ isBusy: true, answer: 'stay' });
    close();
    await answer();
    close();
    expect(happened).toEqual(['held close', 'ask', 'held close', 'ask']);
  });

  test('asks once, however often it is closed', async () => {
    const { close, happened } = leaving({ isBusy: true });
    close();
    close();
    expect(happened).toEqual(['held close', 'ask', 'held close']);
  });

  test('stays where it cannot even ask', async () => {
    const { close, failToAsk, happened } = leaving({ isBusy: true });
    close();
    await failToAsk();
    expect(happened).toEqual(['held close', 'ask', 'bug: no dialog']);
  });
});

describe('when the system shuts down', () => {
  test('it is held up while what is on its way is settled, without a question', async () => {
    const { shutDown, settle, happened } = leaving({ isBusy: true });
    shutDown();
    expect(happened).toEqual(['held shutdown', 'settle']);
    await settle();
    expect(happened.at(-1)).toBe('quit');
    shutDown();
    expect(happened.at(-1)).toBe('quit');
  });

  test('an open question is overtaken', async () => {
    const { close, shutDown, answer, settle, happened } = leaving({ isBusy: true });
    close();
    shutDown();
    await answer();
    await settle();
    expect(happened).toEqual(['held close', 'ask', 'held shutdown', 'settle', 'quit']);
  });

  test('a system that gives nothing to hold it by is settled for all the same', async () => {
    const { closing, settle, happened } = leaving();
    closing.onShutdown();
    await settle();
    expect(happened).toEqual(['settle', 'quit']);
  });
});
