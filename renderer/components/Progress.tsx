/** How far something is. */
import type { ReactElement } from 'react';
import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import './Progress.css';

/** What a bar takes. */
export interface ProgressProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  /** `null`: nobody knows how much it will be. */
  readonly max: number | null;
  /** In words, beside the bar: "412 of 1,000". */
  readonly valueText?: string;
  readonly tone?: 'accent' | 'good' | 'warn';
}

/** A bar. */
export function Progress({
  label,
  hideLabel = false,
  value,
  max,
  valueText,
  tone = 'accent',
}: ProgressProps): ReactElement {
  // A bar over nothing is full: there is nothing left to do.
  const share = max === null ? 0 : max === 0 ? 1 : Math.min(1, value / max);
  return (
    <ProgressBar
      className="progress"
      value={share}
      minValue={0}
      maxValue={1}
      isIndeterminate={max === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
    >
      <div className="progress-words">
        <Label className={hideLabel ? 'visually-hidden' : 'progress-label'}>{label}</Label>
        {valueText !== undefined && <span className="progress-value">{valueText}</span>}
      </div>
      <div className="progress-track" data-tone={tone} data-unknown={max === null}>
        <div className="progress-fill" style={{ inlineSize: `${share * 100}%` }} />
      </div>
    </ProgressBar>
  );
}
