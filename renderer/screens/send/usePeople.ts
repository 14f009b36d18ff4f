/** Some of the people whose message is in doubt, with their names where the list has them. */
import { useEffect, useState } from 'react';
import { call } from '../../api/calls.ts';
import { nameIn } from './personName.ts';

/** Somebody to phone. */
export interface PersonToPhone {
  readonly seq: number;
  /** International digits. */
  readonly to: string;
  /** Empty: the list does not say. */
  readonly name: string;
}

/** As many as one phones; more would not tell more. */
const MOST = 20;

async function read(batch: string, view: string): Promise<readonly PersonToPhone[]> {
  const page = await call('viewPage', { view, offset: 0, limit: MOST });
  if (!page.ok) return [];
  return Promise.all(
    page.value.rows.map(async ({ seq, to }) => {
      const known = await call('recipient', { batch, seq });
      return { seq, to, name: known.ok ? nameIn(known.value.fields) : '' };
    }),
  );
}

/** The people; `null` while they are read. */
export function usePeople(batch: string, view: string | null): readonly PersonToPhone[] | null {
  const [people, setPeople] = useState<readonly PersonToPhone[] | null>(null);
  useEffect(() => {
    if (view === null) return;
    let isGone = false;
    void read(batch, view).then((found) => {
      if (!isGone) setPeople(found);
    });
    return () => {
      isGone = true;
    };
  }, [batch, view]);
  return people;
}
