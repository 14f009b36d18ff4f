/** The second step: the messages, and a decision about those chosen or about all. */
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { useText } from '../../i18n/text.tsx';
import { DecideDialog, type DecideDialogProps, type How } from './DecideDialog.tsx';
import { DoubtTable } from './DoubtTable.tsx';
import { nextStep, type DoubtRow } from './evidence.ts';
import type { Summary } from './mode.ts';
import { stillOpen } from './stillOpen.ts';
import { useNow } from './useNow.ts';

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

/** A decision that is being asked about, and exactly the rows that it was asked for. */
interface Asked {
  readonly how: How;
  readonly rows: readonly number[];
}

/** The card. */
export function DoubtDecide({ summary, rows, app }: DoubtDecideProps): ReactElement {
  const t = useText();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
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
        <Ways
          all={all}
          messages={messages}
          onHow={(how) => setAsked({ how, rows: all ? rows.map(({ row }) => row) : selected })}
        />
      </div>
      {asked !== null && (
        <AskedDialog
          asked={asked}
          {...{ summary, rows, app }}
          onClose={() => setAsked(null)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </Card>
  );
}

/** The question about the rows that it was asked for, as far as nobody has settled them meanwhile. */
function AskedDialog({
  asked,
  rows,
  ...rest
}: DoubtDecideProps &
  Pick<DecideDialogProps, 'onClose' | 'onDone'> & { readonly asked: Asked }): ReactElement {
  const nowMs = useNow();
  const open = stillOpen(asked.rows, rows);
  const meant = new Set(open);
  const step = nextStep(
    rows.filter(({ row }) => meant.has(row)),
    nowMs,
  );
  const isUnasked = step === 'ask' || step === 'wait';
  return <DecideDialog {...rest} how={asked.how} rows={open} isUnasked={isUnasked} />;
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
