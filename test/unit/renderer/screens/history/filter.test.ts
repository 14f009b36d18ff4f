import { describe, expect, test } from 'vitest';
import {
  dayMs,
  EVERYTHING,
  filterOf,
  isFiltered,
  spanOf,
  type Period,
} from '../../../../../renderer/screens/history/filter.ts';
import { stateStory, warningWords } from '../../../../../renderer/screens/history/story.ts';
import { MESSAGE_STATES } from '../../../../../shared/domain/message.ts';
import { NOW_MS } from '../send/facts.ts';

const day = (date: number, month = 10): number => new Date(2026, month, date).getTime();

describe('the span of a period', () => {
  test.each<[Period, number | null, number | null]>([
    ['any', null, null],
    ['today', day(24), null],
    ['yesterday', day(23), day(24)],
    ['week', day(18), null],
    ['month', day(1), null],
    ['last_month', day(1, 9), day(1)],
  ])('%s', (period, sinceMs, untilMs) => {
    expect(spanOf({ ...EVERYTHING, period }, NOW_MS)).toEqual({ sinceMs, untilMs });
  });

  test('typed days are both included; an empty or odd one is open', () => {
    const dates = { ...EVERYTHING, period: 'dates' } as const;
    expect(spanOf({ ...dates, from: '2026-11-20', to: '2026-11-24' }, NOW_MS)).toEqual({
      sinceMs: day(20),
      untilMs: day(25),
    });
    expect(spanOf({ ...dates, from: '', to: 'tomorrow' }, NOW_MS)).toEqual({
      sinceMs: null,
      untilMs: null,
    });
  });

  test('a day is local, and the day after it is one on the calendar', () => {
    expect(dayMs('2026-03-29')).toBe(new Date(2026, 2, 29).getTime());
    expect(dayMs('2026-12-31', 1)).toBe(new Date(2027, 0, 1).getTime());
  });
});

describe('the filter', () => {
  test('of nothing means everything', () => {
    expect(filterOf(EVERYTHING, NOW_MS)).toEqual({
      batch: null,
      states: null,
      country: null,
      search: '',
      sinceMs: null,
      untilMs: null,
      error: null,
    });
  });

  test('what has not been sent may be leaving just now', () => {
    expect(filterOf({ ...EVERYTHING, state: 'queued' }, NOW_MS).states).toEqual([
      'queued',
      'sending',
    ]);
    expect(filterOf({ ...EVERYTHING, state: 'failed' }, NOW_MS).states).toEqual(['failed']);
  });

  test('spaces around a search mean nothing', () => {
    expect(filterOf({ ...EVERYTHING, search: '  amina ' }, NOW_MS).search).toBe('amina');
  });

  test('knows whether anything is set, beside the list that is looked at', () => {
    expect(isFiltered(EVERYTHING)).toBe(false);
    expect(isFiltered({ ...EVERYTHING, search: 'a' })).toBe(true);
    expect(isFiltered({ ...EVERYTHING, batch: 'x' }, 'x')).toBe(false);
    expect(isFiltered({ ...EVERYTHING, batch: 'x', country: 'KE' }, 'x')).toBe(true);
  });
});

describe('the story of a message', () => {
  test('each state has its own', () => {
    expect(new Set(MESSAGE_STATES.map(stateStory)).size).toBe(MESSAGE_STATES.length);
  });

  test('warnings are told in words, unknown ones not at all', () => {
    expect(warningWords('sender_changed:SMSInfo,text_differs,new_word')).toEqual([
      'history.warning_sender',
      'history.warning_text',
    ]);
    expect(warningWords(null)).toEqual([]);
  });
});
