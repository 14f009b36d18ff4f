/** Those who did not get it, as a new list with the same message: the operator chooses which. */
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Choice.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { resultNumbers, type Report } from './result.ts';

type Kind = 'failed' | 'rejected' | 'no_receipt';

/** What it takes. */
export interface FailuresDialogProps {
  readonly report: Report;
  readonly batch: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Which people are chosen, and how many they are. */
function useChosen(report: Report) {
  const { failed, refused, unconfirmed } = resultNumbers(report);
  const numbers: Readonly<Record<Kind, number>> = {
    failed,
    rejected: refused,
    no_receipt: unconfirmed,
  };
  const [chosen, setChosen] = useState<ReadonlySet<Kind>>(new Set(['failed']));
  const kinds = [...chosen].filter((kind) => numbers[kind] > 0);
  const people = kinds.reduce((sum, kind) => sum + numbers[kind], 0);
  const choose = (kind: Kind, on: boolean): void =>
    setChosen((before) => new Set(on ? [...before, kind] : [...before].filter((k) => k !== kind)));
  return { numbers, chosen, kinds, people, choose };
}

/** The question. */
export function FailuresDialog(props: FailuresDialogProps): ReactElement {
  const { report, batch, isOpen, onClose } = props;
  const t = useText();
  const [, navigate] = useLocation();
  const { numbers, chosen, kinds, people, choose } = useChosen(report);
  const make = useAction('failuresAsDraft', ['listDrafts', 'listOutbox']);
  const run = async (): Promise<void> => {
    const answer = await make.run({ batch, states: kinds });
    if (answer.ok) navigate(paths.list(answer.value.draft));
  };
  const footer = (
    <>
      <Button onPress={onClose}>{t('common.cancel')}</Button>
      <Button
        look="primary"
        isDisabled={people === 0}
        isPending={make.isPending}
        onPress={() => void run()}
      >
        {t('reports.failures_make', { people })}
      </Button>
    </>
  );
  return (
    <Dialog title={t('reports.failures_title')} isOpen={isOpen} onClose={onClose} footer={footer}>
      <div className="stack">
        <p>{t('reports.failures_text')}</p>
        <Kinds numbers={numbers} chosen={chosen} onChoose={choose} />
        <ErrorNotice error={make.error} />
      </div>
    </Dialog>
  );
}

function Kinds({
  numbers,
  chosen,
  onChoose,
}: {
  readonly numbers: Readonly<Record<Kind, number>>;
  readonly chosen: ReadonlySet<Kind>;
  readonly onChoose: (kind: Kind, on: boolean) => void;
}): ReactElement {
  const t = useText();
  const label: Readonly<Record<Kind, string>> = {
    failed: t('reports.failures_failed', { people: numbers.failed }),
    rejected: t('reports.failures_rejected', { people: numbers.rejected }),
    no_receipt: t('reports.failures_no_receipt', { people: numbers.no_receipt }),
  };
  const help: Readonly<Record<Kind, string>> = {
    failed: t('reports.failures_failed_help'),
    rejected: t('reports.failures_rejected_help'),
    no_receipt: t('reports.failures_no_receipt_help'),
  };
  return (
    <div className="stack-small">
      {(['failed', 'rejected', 'no_receipt'] as const).map((kind) => (
        <Checkbox
          key={kind}
          isSelected={chosen.has(kind) && numbers[kind] > 0}
          isDisabled={numbers[kind] === 0}
          onChange={(on) => onChoose(kind, on)}
          help={help[kind]}
        >
          {label[kind]}
        </Checkbox>
      ))}
    </div>
  );
}
