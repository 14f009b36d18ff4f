/** What stands around every screen: navigation, the line, who is working, the practice banner. */
import { History, Inbox, Mail, Plus, Settings } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ButtonLink } from '../components/Button.tsx';
import { useText } from '../i18n/text.tsx';
import { paths } from '../routes.tsx';
import { useAppState } from '../api/appState.ts';
import { Appearance } from './Appearance.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { LineState } from './LineState.tsx';
import { MenuCommands } from './MenuCommands.tsx';
import { Person } from './Person.tsx';
import { PracticeBanner } from './PracticeBanner.tsx';
import './Frame.css';

function NavItem({
  to,
  icon,
  current,
  children,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly current: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <a className="nav-item" href={`#${to}`} aria-current={current ? 'page' : undefined}>
      {icon}
      <span>{children}</span>
    </a>
  );
}

function Navigation(): ReactElement {
  const t = useText();
  const [location] = useLocation();
  const inHistory = location.startsWith('/history');
  const inSettings = location.startsWith('/settings');
  return (
    <nav className="nav" aria-label={t('common.navigation')}>
      <ButtonLink to={paths.newList()} look="primary" icon={<Plus aria-hidden="true" />}>
        {t('common.new_list')}
      </ButtonLink>
      <NavItem
        to={paths.outbox()}
        icon={<Inbox aria-hidden="true" />}
        current={!inHistory && !inSettings && location !== paths.start()}
      >
        {t('common.outbox')}
      </NavItem>
      <NavItem to={paths.history()} icon={<History aria-hidden="true" />} current={inHistory}>
        {t('common.history')}
      </NavItem>
      <NavItem to={paths.settings()} icon={<Settings aria-hidden="true" />} current={inSettings}>
        {t('common.settings')}
      </NavItem>
    </nav>
  );
}

/** What makes another screen: every address but the tabs of the settings, which keep their focus. */
function screenOf(location: string): string {
  return location.startsWith('/settings') ? '/settings' : location;
}

function SkipLink(): ReactElement {
  const t = useText();
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        // The address holds the screen, so the link must not change it.
        event.preventDefault();
        document.querySelector<HTMLElement>('#main')?.focus();
      }}
    >
      {t('common.skip_to_content')}
    </a>
  );
}

/** The frame around the screens. */
export function Frame({ children }: { readonly children: ReactNode }): ReactElement {
  const t = useText();
  const [location] = useLocation();
  const state = useAppState();
  const isPractice = state?.mode === 'practice';
  return (
    <div className="frame-outer" data-mode={state?.mode ?? 'live'}>
      <SkipLink />
      <Appearance />
      <MenuCommands />
      {isPractice && <PracticeBanner />}
      <div className="frame">
        <header className="frame-side">
          <p className="frame-brand">
            <Mail aria-hidden="true" />
            {t('common.app')}
          </p>
          <Navigation />
          {state !== undefined && (
            <div className="frame-foot">
              <LineState line={state.line} hasAccount={state.account !== null} />
              <Person state={state} />
            </div>
          )}
        </header>
        <main className="frame-main" id="main" tabIndex={-1}>
          <ErrorBoundary key={screenOf(location)}>{children}</ErrorBoundary>
        </main>
      </div>
    </div>
  );
}
