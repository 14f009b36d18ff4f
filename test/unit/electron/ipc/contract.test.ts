/** Every call of the contract: with a valid input, with malformed ones, from a hostile sender. */
import {
  anything,
  assert as assertProperty,
  asyncProperty,
  constantFrom,
  dictionary,
  string,
} from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { calls } from '../../../../shared/ipc/contract.ts';
import type { CallInput, CallName } from '../../../../shared/ipc/types.ts';
import { HOSTILE_FRAMES, OWN_FRAME, registered } from '../../../helpers/registered.ts';

const ID = '0192f0c1-2b3c-7d4e-8f50-616263646566';

const plan: CallInput<'setPlan'>['plan'] = {
  budgetMicro: 5_000_000,
  safe: true,
  wait: true,
  notAfterMs: 1_800_000_000_000,
  window: { fromHour: 8, toHour: 18 },
  canary: 10,
  tolerancePercent: 5,
  maxRequest: 500,
  lanes: 2,
  doubtLimit: 50,
};

const filter: CallInput<'openView'>['filter'] = {
  batch: ID,
  states: ['failed', 'no_receipt'],
  country: 'KE',
  search: 'Amina',
  sinceMs: 1,
  untilMs: 2,
  error: 'blocked',
};

/** A valid input for each call, with every field that there can be; a missing one does not compile. */
const EXAMPLES: { readonly [Name in CallName]: CallInput<Name> } = {
  appState: {},
  setPreferences: { language: 'fr', theme: 'dark', firstStartDone: true },
  choosePerson: { name: 'Amina' },
  addPerson: { name: 'Amina' },
  retirePerson: { name: 'Amina' },
  setPracticeMode: { on: true },
  openLink: { link: 'pricing' },
  openGuide: {},
  showDataFolder: {},
  copyText: { text: '412 delivered' },
  checkLine: {},
  countries: {},
  setAccount: { org: 1234, sender: 'Clinic', country: 'KE', baseUrl: 'https://api.example' },
  setApiKey: { key: 'c0ffee' },
  forgetApiKey: {},
  testAccount: {},
  listPrices: {},
  setPrices: { prices: [{ country: 'KE', microPerPart: 20_000 }] },
  removePrice: { country: 'KE' },
  listOptOuts: { search: '2547', offset: 0, limit: 50 },
  addOptOuts: { text: '254712345678' },
  importOptOuts: {},
  removeOptOut: { to: '254712345678', why: 'asked to' },
  listDrafts: {},
  chooseList: { repeat: ID },
  openList: { token: 'token', repeat: ID },
  pasteList: { text: 'phone\n254712345678', repeat: ID },
  sampleList: {},
  replaceList: { draft: ID },
  draft: { draft: ID },
  peekDraft: { draft: ID },
  updateDraft: {
    draft: ID,
    settings: {
      name: 'Clinic',
      encoding: 'utf-8',
      delimiter: ';',
      country: 'KE',
      numberColumn: 'phone',
      senderColumn: 'from',
      textFrom: 'template',
      template: 'Dear {{name}}',
      messageColumn: 'text',
      fieldColumns: { name: 'nom' },
      sender: 'Clinic',
      allowDuplicates: false,
      plan,
    },
  },
  buildDraft: { draft: ID },
  cancelBuild: { draft: ID },
  deleteDraft: { draft: ID },
  refusedRows: { batch: ID, reason: 'too_short', afterRow: 0, limit: 100 },
  correctRow: { draft: ID, row: 7, value: '254712345678' },
  saveRefused: { batch: ID },
  recipient: { batch: ID, seq: 1 },
  preview: { batch: ID },
  readyDraft: { draft: ID },
  sendTest: { draft: ID, seq: 1, to: '+254 712 345678' },
  listOutbox: {},
  batch: { batch: ID },
  setPlan: { batch: ID, plan },
  sendCheck: { batch: ID },
  startSend: { batch: ID, plan, despite: { price: true, sameText: false }, why: 'agreed' },
  pauseSend: { batch: ID },
  cancelSend: { batch: ID, why: 'wrong list' },
  sendState: {},
  deleteBatch: { batch: ID },
  renameBatch: { batch: ID, name: 'Clinic' },
  doubts: { batch: ID },
  resolveByList: { batch: ID },
  decideDoubt: { batch: ID, rows: [1, 2], how: 'as_sent', why: 'they answered' },
  openView: { filter, purpose: 'history' },
  viewPage: { view: 'view-1', offset: 0, limit: 100 },
  exportMessages: { filter, format: 'xlsx' },
  cancelExport: {},
  deliveryReport: { batch: ID },
  checkReports: { batch: ID },
  reportsState: {},
  failuresAsDraft: { batch: ID, states: ['failed'] },
};

const NAMES = Object.keys(calls) as CallName[];

/** Values of a type that no field has, or that its own type does not allow. */
function wrongFor(value: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return ['text', 7, { 0: 'x' }, [{ wrong: true }, Symbol.iterator], true];
  if (typeof value === 'string') return [7, true, ['x'], { toString: 'x' }];
  if (typeof value === 'number') {
    return ['7', true, [7], {}, Number.NaN, Number.POSITIVE_INFINITY, 7n];
  }
  if (typeof value === 'boolean') return ['true', 1, {}, []];
  return ['text', 7, true, []];
}

/** Every way to break one field of an input, at any depth: a wrong value, or one field too many. */
function* broken(input: unknown, path: string): Generator<readonly [string, unknown]> {
  if (Array.isArray(input)) {
    for (const [at, item] of input.entries()) {
      for (const [where, worse] of broken(item, `${path}.${at}`)) {
        yield [where, input.with(at, worse)];
      }
    }
  } else if (typeof input === 'object' && input !== null) {
    for (const [name, value] of Object.entries(input)) {
      for (const [where, worse] of broken(value, `${path}.${name}`)) {
        yield [where, { ...input, [name]: worse }];
      }
    }
    // A map from names of the operator's own takes any name.
    if (!path.endsWith('.fieldColumns')) yield [`${path} and more`, { ...input, more: 1 }];
  }
  if (path !== '') for (const worse of wrongFor(input)) yield [path, worse];
}

interface Refusal {
  readonly error?: { readonly expected: string };
}

/** The error of an answer without the names of the wrong fields. */
function refusalOf(answer: unknown): unknown {
  const { expected: _fields, ...error } = (answer as Refusal).error ?? { expected: '' };
  return error;
}

const REFUSED = { ok: false, error: { kind: 'bad_value' } };

describe.each(NAMES)('%s', (name) => {
  const example: unknown = EXAMPLES[name];

  test('a valid input reaches the handler as it is', async () => {
    const { call, reached } = registered();
    await expect(call(OWN_FRAME, name, example)).resolves.toEqual({ ok: true, value: {} });
    expect(reached).toEqual([[name, example]]);
  });

  test('a hostile sender is rejected', async () => {
    const { call, reached } = registered();
    for (const [, event] of HOSTILE_FRAMES) {
      await expect(call(event, name, example)).rejects.toThrow('foreign frame');
    }
    expect(reached).toEqual([]);
  });

  test('anything broken in it is refused, and told without its value', async () => {
    const { call, reached } = registered();
    const accepted: string[] = [];
    for (const [where, input] of broken(example, '')) {
      const answer = await call(OWN_FRAME, name, input);
      const isTold = isDeepStrictEqual(refusalOf(answer), { kind: 'bad_value', name, value: '' });
      if (reached.splice(0).length > 0 || !isTold) accepted.push(where);
    }
    expect(accepted).toEqual([]);
  });

  test('a field that is missing is refused, unless it may be', async () => {
    const { call, reached } = registered();
    const optional: string[] = [];
    for (const field of Object.keys(example as object)) {
      const { [field]: _left, ...rest } = example as Record<string, unknown>;
      await call(OWN_FRAME, name, rest);
      if (reached.splice(0).length > 0) optional.push(field);
    }
    expect(optional).toEqual(OPTIONAL[name] ?? []);
  });

  test('whatever else comes is refused', async () => {
    const { call, reached } = registered();
    const hostile = [undefined, null, 0, '', 'x', true, [], [example]];
    for (const input of hostile) {
      await expect(call(OWN_FRAME, name, input)).resolves.toMatchObject(REFUSED);
    }
    await assertProperty(
      asyncProperty(
        dictionary(string({ minLength: 1 }), anything({ maxDepth: 2 }), { minKeys: 1, maxKeys: 4 }),
        constantFrom('x', '$', 'constructor', 'toString', 'ｎame'),
        async (fields, extra) => {
          const input = { ...(example as object), ...fields, [extra]: 1 };
          await expect(call(OWN_FRAME, name, input)).resolves.toMatchObject(REFUSED);
        },
      ),
      { numRuns: 25 },
    );
    expect(reached).toEqual([]);
  });
});

/** The fields that a call does without. */
const OPTIONAL: Partial<Record<CallName, readonly string[]>> = {
  setPreferences: ['language', 'theme', 'firstStartDone'],
  setAccount: ['sender', 'country', 'baseUrl'],
  chooseList: ['repeat'],
  openList: ['repeat'],
  pasteList: ['repeat'],
};

test('a name such as __proto__ in an input changes nothing', async () => {
  const { call, reached } = registered();
  const input: unknown = JSON.parse('{"name":"Amina","__proto__":{"admin":true}}');
  await call(OWN_FRAME, 'addPerson', input);
  for (const [, seen] of reached) {
    expect((seen as { readonly admin?: boolean }).admin).toBeUndefined();
    expect(Object.keys(seen as object)).toEqual(['name']);
  }
  expect(({} as { readonly admin?: boolean }).admin).toBeUndefined();
});
