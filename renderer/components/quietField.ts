/**
 * Fields that are drawn again only when something of theirs has changed.
 *
 * A letter typed into one field makes its screen draw again, and with it every other field of it: on a
 * slow computer a search box and four lists to choose from take longer than a key may take. Screens make
 * their choices and their functions anew each time, so what counts is what is in them.
 */
import { memo, useCallback, useEffect, useRef, type FunctionComponent } from 'react';

function isSameChoice(one: object, other: object): boolean {
  const [ours, theirs] = [Object.entries(one), Object.entries(other)];
  const known = new Map(theirs);
  return (
    ours.length === theirs.length &&
    ours.every(([name, value]) => Object.is(value, known.get(name)))
  );
}

/** Whether two values mean the same: lists of choices by what is in them, all else by identity. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((choice: unknown, place) => {
    const second: unknown = other[place];
    if (Object.is(choice, second)) return true;
    if (typeof choice !== 'object' || typeof second !== 'object') return false;
    return choice !== null && second !== null && isSameChoice(choice, second);
  });
}

/** Whether a field would look the same with either properties. */
export function isSameField(one: object, other: object): boolean {
  const theirs = new Map<string, unknown>(Object.entries(other));
  const ours = Object.entries(one);
  return (
    ours.length === theirs.size &&
    ours.every(([name, value]) => theirs.has(name) && isSameValue(value, theirs.get(name)))
  );
}

/**
 * A function that stays the same and calls the latest one; not while something is drawn, but when the
 * operator does something.
 */
export function useSteady<Given extends readonly unknown[], Answer>(
  latest: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const ref = useRef(latest);
  useEffect(() => {
    ref.current = latest;
  });
  return useCallback((...given) => ref.current(...given), []);
}

/**
 * A part of a field that is drawn again only where a property has changed. Functions must stay the same
 * ({@link useSteady}), or nothing is saved.
 */
export function quiet<Props extends object>(View: FunctionComponent<Props>) {
  return memo(View, isSameField);
}
