import { describe, expect, test } from 'vitest';
import {
  stateOfOne,
  testFacts,
  testGuards,
  whyNoTest,
} from '../../../../../renderer/screens/message/testSend.ts';
import { guards, type GuardFacts } from '../../../../../renderer/screens/send/guards.ts';
import { EN, NOW_MS } from '../send/facts.ts';

type App = GuardFacts['app'];

const READY: App = {
  line: { state: 'online', sinceMs: NOW_MS, checkedAtMs: NOW_MS, code: null },
  key: { state: 'set', last4: 'a1b2' },
  account: { org: 1, baseUrl: 'https://api.example.org', sender: null, country: null },
  person: 'Amina',
  frozen: null,
};

const lineIs = (state: App['line']['state']): App => ({ ...READY, line: { ...READY.line, state } });

describe('what keeps a test from being sent', () => {
  test('nothing, where all is there and where the line was not looked at yet', () => {
    expect(whyNoTest(READY, null, NOW_MS)).toBeNull();
    expect(whyNoTest(lineIs('unknown'), null, NOW_MS)).toBeNull();
  });

  test.each<[string, App, string | null]>([
    ['send.need_account', { ...READY, account: null, person: null }, null],
    ['send.need_key', { ...READY, key: { state: 'not_set', last4: null } }, null],
    ['send.need_person', { ...READY, person: null }, null],
    ['send.need_unfrozen', { ...READY, frozen: { kind: 'internal', id: 'x' } }, null],
    ['message.test_turn', READY, 'Other list'],
    ['message.test_no_line', lineIs('offline'), null],
    ['message.test_no_line', lineIs('portal'), null],
    ['message.test_no_line', lineIs('certificate'), null],
  ])('%s', (id, app, behind) => {
    expect(whyNoTest(app, behind, NOW_MS)?.id).toBe(id);
  });

  test('no line is looked for again; nobody is told to wait for it', () => {
    const found = guards(testFacts(lineIs('offline'), NOW_MS), EN);
    expect(found.map(({ fix }) => fix)).toEqual(['wait']);
    expect(testGuards(found).map(({ fix }) => fix)).toEqual(['line']);
  });
});

test('the state of a list of one is that of its only message', () => {
  expect(stateOfOne({ queued: 0, delivered: 1 })).toBe('delivered');
  expect(stateOfOne({})).toBe('queued');
});
