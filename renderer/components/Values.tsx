/** Values on the screen: money, numbers of phones, moments, counts, and text from outside. */
import type { ReactElement } from 'react';
import { useFormats } from '../i18n/text.tsx';
import { visiblePieces } from '../i18n/visible.ts';
import './Values.css';

/** An amount in US dollars by the locale; `exact` shows every digit of a price. */
export function Money({
  micro,
  exact = false,
  decimals,
}: {
  /** micro-USD. */
  readonly micro: number;
  readonly exact?: boolean;
  /** In a column: as many as its most exact amount needs. */
  readonly decimals?: number;
}): ReactElement {
  const { money, moneyTo } = useFormats();
  const text = decimals === undefined ? money(micro, exact) : moneyTo(micro, decimals);
  return <bdi className="value-number">{text}</bdi>;
}

/** A phone number: always left to right, in Latin digits, with its plus. */
export function Phone({ number }: { readonly number: string }): ReactElement {
  return (
    <bdi dir="ltr" className="value-number">
      {/^\d/u.test(number) ? `+${number}` : number}
    </bdi>
  );
}

/** A moment on this computer's clock; the month is named. */
export function DateTime({
  ms,
  show = 'both',
}: {
  /** UTC milliseconds. */
  readonly ms: number;
  readonly show?: 'both' | 'date' | 'time';
}): ReactElement {
  const { dateTime, date, time } = useFormats();
  const text = show === 'both' ? dateTime(ms) : show === 'date' ? date(ms) : time(ms);
  return (
    <time className="value-moment" dateTime={new Date(ms).toISOString()}>
      {text}
    </time>
  );
}

/** A number of things by the locale. */
export function Count({ value }: { readonly value: number }): ReactElement {
  const { count } = useFormats();
  return <bdi className="value-number">{count(value)}</bdi>;
}

/**
 * Text from outside (a cell, a file's name, an answer of the API): characters that show nothing or turn
 * the direction stand as marks, and its direction does not leak.
 */
export function Outside({
  text,
  keepLines = false,
}: {
  readonly text: string;
  /** Line breaks stay, for the text of a message. */
  readonly keepLines?: boolean;
}): ReactElement {
  const pieces = visiblePieces(text, keepLines);
  return (
    <bdi className={keepLines ? 'value-lines' : undefined}>
      {pieces.map((piece, index) =>
        piece.isMark ? (
          // The pieces of a text never move, so their place is their key.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="value-mark">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
