/**
 * Which screen stands at which address; each is a chunk of its own, loaded when it is opened.
 *
 * `paths` makes the addresses, so that no screen writes one by hand.
 */
import { Suspense, type ReactElement } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from './components/Loading.tsx';
import { lazyScreen, type LazyScreen } from './lazyScreen.tsx';

/** The tabs of the settings. */
export const SETTINGS_TABS = [
  'account',
  'people',
  'prices',
  'do_not_contact',
  'defaults',
  'look',
  'practice',
  'about',
] as const;

/** One tab of the settings. */
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** The address of every screen, without the `#`. */
export const paths = {
  outbox: () => '/',
  start: () => '/start',
  list: (draft: string) => `/draft/${draft}/list`,
  message: (draft: string) => `/draft/${draft}/message`,
  preview: (draft: string) => `/draft/${draft}/preview`,
  send: (batch: string) => `/batch/${batch}/send`,
  doubt: (batch: string) => `/batch/${batch}/doubt`,
  reports: (batch: string) => `/batch/${batch}/reports`,
  history: () => '/history',
  settings: (tab?: SettingsTab) => (tab === undefined ? '/settings' : `/settings/${tab}`),
  /** A new list: `new` stands for a draft that begins when a file is chosen. */
  newList: () => '/draft/new/list',
  /** A new list with the message of an earlier one. */
  repeatList: (batch: string) => `/draft/repeat-${batch}/list`,
} as const;

const TABLE: readonly (readonly [path: string, screen: LazyScreen])[] = [
  ['/', lazyScreen(async () => (await import('./screens/outbox/Outbox.tsx')).Outbox)],
  ['/start', lazyScreen(async () => (await import('./screens/start/FirstStart.tsx')).FirstStart)],
  [
    '/draft/:id/list',
    lazyScreen(async () => (await import('./screens/import/ImportScreen.tsx')).ImportScreen),
  ],
  [
    '/draft/:id/message',
    lazyScreen(async () => (await import('./screens/message/MessageScreen.tsx')).MessageScreen),
  ],
  [
    '/draft/:id/preview',
    lazyScreen(async () => (await import('./screens/preview/PreviewScreen.tsx')).PreviewScreen),
  ],
  [
    '/batch/:id/send',
    lazyScreen(async () => (await import('./screens/send/SendScreen.tsx')).SendScreen),
  ],
  [
    '/batch/:id/doubt',
    lazyScreen(async () => (await import('./screens/send/DoubtScreen.tsx')).DoubtScreen),
  ],
  [
    '/batch/:id/reports',
    lazyScreen(async () => (await import('./screens/reports/ReportsScreen.tsx')).ReportsScreen),
  ],
  [
    '/history',
    lazyScreen(async () => (await import('./screens/history/HistoryScreen.tsx')).HistoryScreen),
  ],
  [
    '/settings/:tab?',
    lazyScreen(async () => (await import('./screens/settings/SettingsScreen.tsx')).SettingsScreen),
  ],
];

/** Whether an address is one of a pattern's. */
function isOf(pattern: string, address: string): boolean {
  const source = pattern.replaceAll(/\/:\w+\?/gu, '(?:/[^/]+)?').replaceAll(/:\w+/gu, '[^/]+');
  return new RegExp(`^${source}$`, 'u').test(address);
}

/** Fetches the screens of these addresses beforehand; without any, all of them. */
export async function loadScreens(...addresses: readonly string[]): Promise<void> {
  const wanted = TABLE.filter(
    ([pattern]) => addresses.length === 0 || addresses.some((address) => isOf(pattern, address)),
  );
  // One that cannot be fetched is told to whoever opens it.
  await Promise.allSettled(wanted.map(([, { load }]) => load()));
}

/** The screen of the current address; an unknown address is the outbox. */
export function Screens(): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        {TABLE.map(([path, { Screen }]) => (
          <Route key={path} path={path} component={Screen} />
        ))}
        <Route>
          <Redirect to={paths.outbox()} replace />
        </Route>
      </Switch>
    </Suspense>
  );
}
