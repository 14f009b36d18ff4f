/** The second step: the messages, and a decision about those chosen or about all. */
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { useText } from '../../i18n/text.tsx';
import { DecideDialog, type How } from './DecideDialog.tsx';
import { DoubtTable } from './DoubtTable.tsx';
import type { DoubtRow } from './evidence.ts';
import type { Summary } from './mode.ts';

/** What it takes. */
export interface DoubtDecideProps {
  readonly summary: Summary;
  readonly rows: readonly DoubtRow[];
  readonly app: CallOutput<'appState'>;
}

function toggled(rows: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const after = new Set(rows);
  if (!after.delete(row)) after.add(row);
  return after;
}

/** The card. */
export function DoubtDecide({ summary, rows, app }: DoubtDecideProps): ReactElement {
  const t = useText();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [how, setHow] = useState<How | null>(null);
  // What was settled in the meantime is not chosen any more.
  const selected = rows.filter(({ row }) => chosen.has(row)).map(({ row }) => row);
  const all = selected.length === 0;
  const messages = all ? rows.length : selected.length;
  const toggle = ({ row }: DoubtRow): void => setChosen((before) => toggled(before, row));
  return (
    <Card title={t('send.decide_title')}>
      <p>{t('send.decide_text')}</p>
      <DoubtTable rows={rows} chosen={chosen} onToggle={toggle} />
      <div className="row">
        <p className="grow soft" role="status">
          {t(all ? 'send.all_meant' : 'send.some_meant', { messages })}
        </p>
        {!all && (
          <Button look="quiet" onPress={() => setChosen(new Set())}>
            {t('send.choose_none')}
          </Button>
        )}
        <Ways all={all} messages={messages} onHow={setHow} />
      </div>
      {how !== null && (
        <DecideDialog
          how={how}
          summary={summary}
          app={app}
          rows={all ? null : selected}
          messages={messages}
          onClose={() => setHow(null)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </Card>
  );
}

function Ways({
  all,
  messages,
  onHow,
}: {
  readonly all: boolean;
  readonly messages: number;
  readonly onHow: (how: How) => void;
}): ReactElement {
  const t = useText();
  return (
    <>
      <Button onPress={() => onHow('as_sent')}>
        {t(all ? 'send.count_all_as_sent' : 'send.count_some_as_sent', { messages })}
      </Button>
      <Button look="danger" onPress={() => onHow('send_again')}>
        {t(all ? 'send.send_all_again' : 'send.send_some_again', { messages })}
      </Button>
    </>
  );
}
