/** The first start's steps: nobody is stuck, and the key is asked only where it has an account. */
import { describe, expect, test } from 'vitest';
import { placeOf, START_STEPS, stepBeside } from '../../../../renderer/screens/start/steps.ts';

const WITH = { hasAccount: true };
const WITHOUT = { hasAccount: false };

describe('going on', () => {
  test('passes every question once', () => {
    expect(stepBeside('welcome', 'next', WITH)).toBe('person');
    expect(stepBeside('organisation', 'next', WITH)).toBe('key');
    expect(stepBeside('key', 'next', WITH)).toBe('price');
    expect(stepBeside('price', 'next', WITH)).toBe('done');
  });

  test('leaves the key out where there is no organisation', () => {
    expect(stepBeside('organisation', 'next', WITHOUT)).toBe('price');
    expect(stepBeside('price', 'back', WITHOUT)).toBe('organisation');
  });

  test('leads on from a step that is not asked any more', () => {
    expect(stepBeside('key', 'next', WITHOUT)).toBe('price');
    expect(stepBeside('key', 'back', WITHOUT)).toBe('organisation');
  });

  test('stays at both ends', () => {
    expect(stepBeside('welcome', 'back', WITH)).toBe('welcome');
    expect(stepBeside('done', 'next', WITH)).toBe('done');
  });

  test('reaches the end by skipping everything', () => {
    let step = START_STEPS[0] as (typeof START_STEPS)[number];
    for (let presses = 0; presses < START_STEPS.length; presses += 1) {
      step = stepBeside(step, 'next', WITHOUT);
    }
    expect(step).toBe('done');
  });
});

test('the place counts the questions only', () => {
  expect(placeOf('welcome')).toBeNull();
  expect(placeOf('person')).toEqual({ at: 1, of: 4 });
  expect(placeOf('price')).toEqual({ at: 4, of: 4 });
  expect(placeOf('done')).toBeNull();
});
