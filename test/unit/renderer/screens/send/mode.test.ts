import { describe, expect, test } from 'vitest';
import {
  phaseWords,
  rateWords,
  timeLeftWords,
} from '../../../../../renderer/screens/send/liveWords.ts';
import { faceOf, type Running, type SendState } from '../../../../../renderer/screens/send/mode.ts';
import { sendNumbers } from '../../../../../renderer/screens/send/numbers.ts';
import { nameIn } from '../../../../../renderer/screens/send/personName.ts';
import { countsOf, NOW_MS, summaryOf } from './facts.ts';

const QUIET: SendState = { running: null, waiting: [], lastError: null };
const LIST = summaryOf({ queued: 5 });

const RUNNING: Running = {
  batch: LIST.batch,
  name: 'Visits',
  phase: 'sending',
  waitingFor: null,
  counts: countsOf({ queued: 5 }),
  total: 5,
  requests: 0,
  inDoubt: 0,
  acceptedMicro: 0,
  perSecond: 0,
  etaMs: null,
  startedAtMs: NOW_MS,
};

describe('the face of the send screen', () => {
  test('what runs comes before what is stored', () => {
    const face = faceOf({ ...LIST, state: 'ready' }, { ...QUIET, running: RUNNING });
    expect(face).toEqual({ face: 'running', running: RUNNING });
  });

  test('in line behind another list', () => {
    const other = { ...RUNNING, batch: 'other', name: 'Other' };
    const state = { ...QUIET, running: other, waiting: [LIST.batch] };
    expect(faceOf(LIST, state)).toEqual({ face: 'in_line', behind: 'Other' });
  });

  test.each([
    ['importing', 'not_ready'],
    ['draft', 'not_ready'],
    ['ready', 'before'],
    ['done', 'done'],
    ['paused', 'stopped'],
    ['sending', 'stopped'],
  ] as const)('%s: %s', (state, face) => {
    expect(faceOf({ ...LIST, state }, QUIET).face).toBe(face);
  });

  test('a list that says it is being sent, and is not, was cut off', () => {
    expect(faceOf({ ...LIST, state: 'sending' }, QUIET)).toEqual({
      face: 'stopped',
      stop: { reason: 'interrupted' },
    });
  });

  test('a list that was opened again after doubt only waits to go on', () => {
    expect(faceOf({ ...LIST, state: 'paused' }, QUIET)).toEqual({
      face: 'stopped',
      stop: { reason: 'paused' },
    });
  });

  test('stopped for good is told apart from finished', () => {
    const list = { ...LIST, state: 'done', stopped: { reason: 'cancelled' } } as const;
    expect(faceOf(list, QUIET)).toEqual({ face: 'done', isCancelled: true });
  });
});

describe('the numbers', () => {
  test('add up to all messages, whatever became of them', () => {
    const numbers = sendNumbers(
      countsOf({
        queued: 1,
        sending: 2,
        accepted: 4,
        with_operator: 8,
        delivered: 16,
        failed: 32,
        no_receipt: 64,
        rejected: 128,
        in_doubt: 256,
        cancelled: 512,
      }),
    );
    expect(numbers).toEqual({
      left: 3,
      sent: 124,
      refused: 128,
      inDoubt: 256,
      dropped: 512,
      total: 1023,
    });
  });
});

describe('the words of a running send', () => {
  test.each([
    [0, 'send.not_known'],
    [4.2, 'send.per_minute'],
    [0.01, 'send.per_hour'],
  ])('%d a second: %s', (perSecond, id) => {
    expect(rateWords({ perSecond }).id).toBe(id);
  });

  test('a minute holds sixty seconds', () => {
    expect(rateWords({ perSecond: 4.2 }).values).toEqual({ messages: 252 });
    expect(rateWords({ perSecond: 0.01 }).values).toEqual({ messages: 36 });
  });

  test.each([
    [null, 'send.not_known'],
    [59_000, 'send.less_than_minute'],
    [61_000, 'send.minutes_left'],
    [2 * 3_600_000, 'send.hours_left'],
  ])('%s ms left: %s', (etaMs, id) => {
    expect(timeLeftWords({ etaMs, phase: 'sending' }).id).toBe(id);
  });

  test('while it waits nobody knows how long', () => {
    expect(timeLeftWords({ etaMs: 60_000, phase: 'waiting' }).id).toBe('send.not_known');
  });

  test.each([
    ['starting', null, 'send.phase_starting'],
    ['sending', null, 'send.phase_sending'],
    ['stopping', null, 'send.phase_stopping'],
    ['waiting', 'line', 'send.phase_waiting_line'],
    ['waiting', 'window', 'send.phase_waiting_window'],
    ['waiting', 'api', 'send.phase_waiting_api'],
  ] as const)('%s for %s: %s', (phase, waitingFor, id) => {
    expect(phaseWords({ ...RUNNING, phase, waitingFor }).id).toBe(id);
  });
});

describe('the name of a person among the fields', () => {
  const field = (column: string, value: string) => ({ column, value });

  test.each([
    [[field('name', 'Amina')], 'Amina'],
    [[field('Nom', 'Diallo'), field('Prénom', 'Awa')], 'Diallo Awa'],
    [[field('اسم', 'ليلى')], 'ليلى'],
    [[field('clinic name', 'Kisumu'), field('jina', 'Juma')], 'Juma'],
    [[field('date', '3 June'), field('name', '')], ''],
  ])('%o: %s', (fields, name) => {
    expect(nameIn(fields)).toBe(name);
  });
});
