/** Lists that are ready to be sent, made by the calls that the screens make. */
import type { CallInput } from '../../shared/ipc/types.ts';
import type { TestApp } from '../helpers/electron/testApp.ts';
import { call } from './support.ts';

/** What the messages of a list are. */
export interface ListWish {
  readonly people: number;
  readonly name?: string;
  readonly template?: string;
  readonly plan?: Partial<CallInput<'startSend'>['plan']>;
}

/** Makes a list ready to be sent, and answers its id. */
export async function readyList({ page }: TestApp, wish: ListWish): Promise<string> {
  const rows = Array.from({ length: wish.people }, (_, at) => `07125${50_000 + at},Name ${at}`);
  const { draft, settings } = await call(page, 'pasteList', {
    text: ['phone,name', ...rows].join('\n'),
  });
  await call(page, 'updateDraft', {
    draft,
    settings: {
      name: wish.name ?? 'Visits in June',
      country: 'KE',
      template: wish.template ?? 'Hello {{name}}, your visit is on Monday.',
      plan: { ...settings.plan, ...wish.plan },
    },
  });
  await call(page, 'buildDraft', { draft });
  const { batch } = await call(page, 'readyDraft', { draft });
  return batch;
}
