import { createElement, Suspense, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { lazyScreen, type LazyScreen } from '../../../renderer/lazyScreen.tsx';

function Heading(): ReactElement {
  return createElement('h1', null, 'Outbox');
}

const drawn = ({ Screen }: LazyScreen): string =>
  renderToString(createElement(Suspense, { fallback: 'wait' }, createElement(Screen)));

test('a screen that was fetched beforehand is drawn without a wait', async () => {
  let fetched = 0;
  const screen = lazyScreen(() => {
    fetched += 1;
    return Promise.resolve(Heading);
  });
  await screen.load();
  await screen.load();
  expect(drawn(screen)).toContain('<h1>Outbox</h1>');
  expect(fetched).toBe(1);
});

test('one that is not here yet is waited for', () => {
  const screen = lazyScreen(() => Promise.resolve(Heading));
  expect(drawn(screen)).toContain('wait');
});

test('one that could not be fetched is tried again', async () => {
  let tries = 0;
  const screen = lazyScreen(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(Heading);
  });
  await expect(screen.load()).rejects.toThrow('gone');
  await screen.load();
  expect(drawn(screen)).toContain('<h1>Outbox</h1>');
});
