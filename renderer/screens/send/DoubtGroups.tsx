/** The evidence: what left together, what happened, what was looked for and found. */
import type { ReactElement } from 'react';
import { Card } from '../../components/Card.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { found, groupDoubts, happened, type DoubtGroup, type DoubtRow } from './evidence.ts';
import { say } from './words.ts';

const MOST_SHOWN = 20;

/** The groups, the latest first. */
export function DoubtGroups({ rows }: { readonly rows: readonly DoubtRow[] }): ReactElement {
  const t = useText();
  const groups = groupDoubts(rows);
  const more = groups.length - MOST_SHOWN;
  return (
    <Card title={t('send.evidence')}>
      <ul className="doubt-groups">
        {groups.slice(0, MOST_SHOWN).map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </ul>
      {more > 0 && <p className="soft">{t('send.evidence_more', { groups: more })}</p>}
    </Card>
  );
}

function Group({ group }: { readonly group: DoubtGroup }): ReactElement {
  const t = useText();
  const formats = useFormats();
  const { sinceMs, rows, reason, probable, example } = group;
  return (
    <li>
      <p>
        <strong>
          {t('send.group_left', { messages: rows.length, time: formats.dateTime(sinceMs) })}
        </strong>
      </p>
      <p>
        {say(t, happened(reason))}{' '}
        {t(probable ? 'send.probably_sent' : 'send.sent_or_not', { messages: rows.length })}
      </p>
      {found(example, formats).map((line) => (
        <p key={line.id} className="soft">
          {say(t, line)}
        </p>
      ))}
    </li>
  );
}
