/** Where no evidence helps: people to phone, with their names, to copy. */
import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useToast } from '../../components/Toast.tsx';
import { Outside, Phone } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
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
      <Disclosure title={t('send.phone_title')}>
        <div className="stack">
          <p>{t('send.phone_text')}</p>
          <People key={people} batch={batch} />
        </div>
      </Disclosure>
    </Card>
  );
}

function People({ batch }: { readonly batch: string }): ReactElement {
  const t = useText();
  const toast = useToast();
  const opened = useCall('openView', {
    filter: {
      batch,
      states: ['in_doubt'],
      country: null,
      search: '',
      sinceMs: null,
      untilMs: null,
      error: null,
    },
    purpose: 'phone',
  });
  const people = usePeople(batch, opened.data?.view ?? null);
  if (opened.error !== null) return <ErrorNotice error={opened.error} />;
  if (people === null) return <Loading />;
  const copy = async (): Promise<void> => {
    const lines = people.map(({ to, name }) => (name === '' ? `+${to}` : `+${to}\t${name}`));
    await navigator.clipboard.writeText(lines.join('\n'));
    toast(t('send.copied'));
  };
  return (
    <>
      <DataTable
        caption={t('send.phone_title')}
        columns={[
          {
            id: 'to',
            header: t('send.doubt_number'),
            cell: ({ to }: PersonToPhone) => <Phone number={to} />,
          },
          { id: 'name', header: t('send.phone_name'), cell: ({ name }) => <Outside text={name} /> },
        ]}
        rows={people}
        rowKey={({ seq }) => seq}
      />
      <div className="row">
        <Button icon={<Copy aria-hidden="true" />} onPress={() => void copy()}>
          {t('send.phone_copy')}
        </Button>
      </div>
    </>
  );
}
