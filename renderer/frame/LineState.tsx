/** Whether there is a line to the API, at the edge of every screen. */
import { CircleDashed, LockKeyhole, TriangleAlert, Wifi, WifiOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { useAction } from '../api/calls.ts';
import type { AppState } from '../api/appState.ts';
import { Button } from '../components/Button.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import type { MessageId } from '../i18n/en.ts';
import { useText } from '../i18n/text.tsx';

type Line = AppState['line'];

const WORDS = {
  unknown: ['common.line_unknown', CircleDashed],
  online: ['common.line_online', Wifi],
  offline: ['common.line_offline', WifiOff],
  portal: ['common.line_portal', LockKeyhole],
  certificate: ['common.line_certificate', TriangleAlert],
} as const satisfies Readonly<Record<Line['state'], readonly [MessageId, typeof Wifi]>>;

/** The state of the line; pressing it looks again. Without an account there is nobody to look for. */
export function LineState({
  line,
  hasAccount,
}: {
  readonly line: Line;
  readonly hasAccount: boolean;
}): ReactElement {
  const t = useText();
  const check = useAction('checkLine', ['appState']);
  const [known, Icon] = WORDS[line.state];
  const id = line.state === 'unknown' && !hasAccount ? 'common.line_no_account' : known;
  return (
    <div className="line-state" data-state={line.state} role="status">
      <Tooltip text={t('common.line_check')}>
        <Button
          look="quiet"
          size="small"
          icon={<Icon aria-hidden="true" />}
          isPending={check.isPending}
          onPress={() => void check.run({})}
        >
          {t(id)}
        </Button>
      </Tooltip>
    </div>
  );
}
