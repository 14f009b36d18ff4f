/** A text for engageSPARK's support, to copy: no numbers, no names, no texts of messages. */
import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useText } from '../../i18n/text.tsx';
import { groupDoubts, supportLines, type DoubtRow } from './evidence.ts';
import { useCopy } from './useCopy.ts';
import { say } from './words.ts';

/** What keeps a value's direction from leaking, within right-to-left words. */
const ISOLATES = /[\u2068\u2069]/gu;

/** The part, closed until it is asked for. */
export function SupportText({
  org,
  rows,
}: {
  readonly org: number | null;
  readonly rows: readonly DoubtRow[];
}): ReactElement {
  const t = useText();
  const copy = useCopy();
  const open = useAction('openLink');
  const text = [
    t('send.support_hello', { org: org === null ? '–' : String(org) }),
    '',
    ...supportLines(groupDoubts(rows)).map((line) => say(t, line)),
    '',
    t('send.support_question'),
  ]
    .join('\n')
    // Of no use in a text that is English in every language, and in the way of whoever gets it.
    .replaceAll(ISOLATES, '');
  return (
    <Card>
      <Disclosure title={t('send.support_title')} level={2}>
        <div className="stack">
          <p>{t('send.support_text')}</p>
          <pre className="doubt-support" lang="en" dir="ltr">
            {text}
          </pre>
          <div className="row">
            <Button icon={<Copy aria-hidden="true" />} onPress={() => void copy(text)}>
              {t('send.support_copy')}
            </Button>
            <Button look="quiet" onPress={() => void open.run({ link: 'support' })}>
              {t('send.open_support')}
            </Button>
          </div>
        </div>
      </Disclosure>
    </Card>
  );
}
