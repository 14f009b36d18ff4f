/** A screen that fails because of a bug says so, and leaves a way back. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { call } from '../api/calls.ts';
import { Button, ButtonLink } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { T } from '../i18n/text.tsx';
import { paths } from '../routes.tsx';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly report: string | null;
}

/**
 * Catches what a screen throws while it is drawn. The text to report holds the program's own words and
 * places, nothing of the lists.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { report: null };

  static getDerivedStateFromError(error: unknown): State {
    const name = error instanceof Error ? error.name : typeof error;
    const places = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 8) : [];
    return { report: [name, ...places.map((place) => place.trim())].join('\n') };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    const components = (info.componentStack ?? '').trim().split('\n').slice(0, 5).join('\n');
    this.setState(({ report }) => ({ report: `${report ?? ''}\n${components}` }));
  }

  override render(): ReactNode {
    const { report } = this.state;
    if (report === null) return this.props.children;
    return (
      <div className="page">
        <Notice
          tone="danger"
          announce="alert"
          title={<T id="errors.window_failed" />}
          actions={
            <>
              <Button onPress={() => void call('copyText', { text: report })}>
                <T id="common.copy_report" />
              </Button>
              <ButtonLink to={paths.outbox()} look="primary">
                <T id="common.back_to_outbox" />
              </ButtonLink>
            </>
          }
        >
          <pre className="small">{report}</pre>
        </Notice>
      </div>
    );
  }
}
