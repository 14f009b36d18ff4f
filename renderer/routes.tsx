/**
 * Which screen stands at which address; each is a chunk of its own, loaded when it is opened.
 *
 * `paths` makes the addresses, so that no screen writes one by hand.
 */
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from './components/Loading.tsx';

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

const Outbox = lazy(async () => ({
  default: (await import('./screens/outbox/Outbox.tsx')).Outbox,
}));
const FirstStart = lazy(async () => ({
  default: (await import('./screens/start/FirstStart.tsx')).FirstStart,
}));
const ImportScreen = lazy(async () => ({
  default: (await import('./screens/import/ImportScreen.tsx')).ImportScreen,
}));
const MessageScreen = lazy(async () => ({
  default: (await import('./screens/message/MessageScreen.tsx')).MessageScreen,
}));
const PreviewScreen = lazy(async () => ({
  default: (await import('./screens/preview/PreviewScreen.tsx')).PreviewScreen,
}));
const SendScreen = lazy(async () => ({
  default: (await import('./screens/send/SendScreen.tsx')).SendScreen,
}));
const DoubtScreen = lazy(async () => ({
  default: (await import('./screens/send/DoubtScreen.tsx')).DoubtScreen,
}));
const ReportsScreen = lazy(async () => ({
  default: (await import('./screens/reports/ReportsScreen.tsx')).ReportsScreen,
}));
const HistoryScreen = lazy(async () => ({
  default: (await import('./screens/history/HistoryScreen.tsx')).HistoryScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('./screens/settings/SettingsScreen.tsx')).SettingsScreen,
}));

const TABLE: readonly (readonly [path: string, screen: ComponentType])[] = [
  ['/', Outbox],
  ['/start', FirstStart],
  ['/draft/:id/list', ImportScreen],
  ['/draft/:id/message', MessageScreen],
  ['/draft/:id/preview', PreviewScreen],
  ['/batch/:id/send', SendScreen],
  ['/batch/:id/doubt', DoubtScreen],
  ['/batch/:id/reports', ReportsScreen],
  ['/history', HistoryScreen],
  ['/settings/:tab?', SettingsScreen],
];

/** The screen of the current address; an unknown address is the outbox. */
export function Screens(): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        {TABLE.map(([path, screen]) => (
          <Route key={path} path={path} component={screen} />
        ))}
        <Route>
          <Redirect to={paths.outbox()} replace />
        </Route>
      </Switch>
    </Suspense>
  );
}
