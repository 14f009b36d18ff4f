/** Where no evidence helps: people to phone, with their names, to copy. */
import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Outside, Phone } from '../../components/Values.tsx';
import { useText, type TextOf } from '../../i18n/text.tsx';
import { EVERYTHING, filterOf, type Filter } from '../history/filter.ts';
import { useCopy } from './useCopy.ts';
import { usePeople, type PersonToPhone } from './usePeople.ts';

/** The part, closed until it is asked for. */
export function PhonePeople({
  batch,
  people,
}: {
  readonly batch: string;
  readonly people: number;
}): ReactElement {
  const t = useText();
  return (
    <Card>
      <Disclosure title={t('send.phone_title')} level={2}>
        <div className="stack">
          <p>{t('send.phone_text')}</p>
          <People key={people} batch={batch} />
        </div>
      </Disclosure>
    </Card>
  );
}

const columnsFor = (t: TextOf): readonly Column<PersonToPhone>[] => [
  { id: 'to', header: t('send.doubt_number'), cell: ({ to }) => <Phone number={to} /> },
  { id: 'name', header: t('send.phone_name'), cell: ({ name }) => <Outside text={name} /> },
];

/** A line for each, in the way that a spreadsheet takes as two columns. */
function linesOf(people: readonly PersonToPhone[]): string {
  return people.map(({ to, name }) => (name === '' ? `+${to}` : `+${to}\t${name}`)).join('\n');
}

const IN_DOUBT: Filter = filterOf({ ...EVERYTHING, state: 'in_doubt' }, 0);

function People({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  const copy = useCopy();
  const opened = useCall('openView', {
    filter: { ...IN_DOUBT, batch },
    purpose: 'phone',
  });
  const people = usePeople(batch, opened.data?.view ?? null);
  if (opened.error !== null) return <ErrorNotice error={opened.error} />;
  if (people === null) return <Loading />;
  return (
    <>
      <DataTable
        caption={t('send.phone_title')}
        columns={columnsFor(t)}
        rows={people}
        rowKey={({ seq }) => seq}
      />
      <div className="row">
        <Button icon={<Copy aria-hidden="true" />} onPress={() => void copy(linesOf(people))}>
          {t('send.phone_copy')}
        </Button>
      </div>
    </>
  );
}
