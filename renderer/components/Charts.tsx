/**
 * Charts that are read without colour: every bar carries its number, every series its pattern.
 *
 * Screen readers get the same as a table; the drawing itself is hidden from them.
 */
import { useId, type ReactElement, type ReactNode } from 'react';
import { useFormats } from '../i18n/text.tsx';
import { topOf, ticksFor } from './chartScale.ts';
import './Charts.css';

/** How a bar is filled; the patterns differ in black and white too. */
export type Fill = 'accent' | 'good' | 'bad' | 'warn' | 'soft';

/** One bar. */
export interface Bar {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: number;
  readonly fill?: Fill;
}

/** What bars take. */
export interface HorizontalBarsProps {
  /** What the chart shows. */
  readonly caption: string;
  readonly bars: readonly Bar[];
  /** What a full bar means; default the largest value. */
  readonly max?: number;
  /** Shows the share of this total beside the number. */
  readonly total?: number;
  /** The number at the bar; default the count by the locale. */
  readonly valueText?: (bar: Bar) => string;
}

/** Bars with their numbers, one below the other: states, countries, reasons. */
export function HorizontalBars({
  caption,
  bars,
  max,
  total,
  valueText,
}: HorizontalBarsProps): ReactElement {
  const { count, percent } = useFormats();
  const top = Math.max(1, max ?? Math.max(0, ...bars.map((bar) => bar.value)));
  return (
    <table className="bars">
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.id}>
            <th scope="row">{bar.label}</th>
            <td className="bars-track" aria-hidden="true">
              <div
                className="bars-bar"
                data-fill={bar.fill ?? 'accent'}
                data-some={bar.value > 0}
                style={{ inlineSize: `${(bar.value / top) * 100}%` }}
              />
            </td>
            <td className="bars-number">{valueText?.(bar) ?? count(bar.value)}</td>
            {total !== undefined && (
              <td className="bars-number soft">{percent(total === 0 ? 0 : bar.value / total)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One series of the columns. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly fill: Fill;
}

/** One column: a span of time, with a value for each series in their order. */
export interface TimeColumn {
  readonly id: string | number;
  /** Below the column; only some are shown where there are many. */
  readonly label: string;
  readonly values: readonly number[];
}

/** What columns take. */
export interface ColumnsOverTimeProps {
  readonly caption: string;
  readonly series: readonly Series[];
  readonly columns: readonly TimeColumn[];
  /** The heading of the first column of the table for screen readers. */
  readonly timeHeader: string;
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 56;
const BELOW = 26;
const MOST_LABELS = 8;

/** Columns over time, the series beside each other in each span. */
export function ColumnsOverTime(props: ColumnsOverTimeProps): ReactElement {
  return (
    <figure className="columns">
      <Legend series={props.series} />
      <Drawing {...props} />
      <SameAsTable {...props} />
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly Series[] }): ReactElement {
  return (
    <ul className="columns-legend" aria-hidden="true">
      {series.map(({ id, label, fill }) => (
        <li key={id}>
          <span className="columns-key" data-fill={fill} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Where things stand in the drawing; time goes the way the language is read. */
interface Layout {
  readonly pattern: string;
  readonly step: number;
  readonly bar: number;
  readonly xOf: (x: number, width: number) => number;
  readonly yOf: (value: number) => number;
}

function Drawing({ series, columns }: ColumnsOverTimeProps): ReactElement {
  const { count, direction } = useFormats();
  const pattern = useId();
  const top = topOf(columns.flatMap((column) => column.values));
  const step = (WIDTH - LEFT) / Math.max(1, columns.length);
  const every = Math.ceil(columns.length / MOST_LABELS);
  const layout: Layout = {
    pattern,
    step,
    bar: Math.min(28, (step * 0.8) / series.length),
    xOf: (x, width) => (direction === 'rtl' ? WIDTH - x - width : x),
    yOf: (value) => (HEIGHT - BELOW) * (1 - value / top) + 8,
  };
  const { xOf, yOf } = layout;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`} aria-hidden="true" className="columns-svg">
      <Patterns id={pattern} />
      {ticksFor(top).map((tick) => (
        <g key={tick}>
          <line x1={xOf(LEFT, 0)} x2={xOf(WIDTH, 0)} y1={yOf(tick)} y2={yOf(tick)} />
          <text x={xOf(LEFT - 8, 0)} y={yOf(tick) + 4} textAnchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
      {columns.map((column, place) => (
        <ColumnView
          key={column.id}
          column={column}
          left={LEFT + place * step}
          series={series}
          layout={layout}
          isLabelled={place % every === 0}
        />
      ))}
    </svg>
  );
}

function ColumnView({
  column,
  left,
  series,
  layout: { pattern, step, bar, xOf, yOf },
  isLabelled,
}: {
  readonly column: TimeColumn;
  readonly left: number;
  readonly series: readonly Series[];
  readonly layout: Layout;
  readonly isLabelled: boolean;
}): ReactElement {
  const first = left + (step - bar * series.length) / 2;
  return (
    <g>
      {series.map(({ id, fill }, which) => {
        const y = yOf(column.values[which] ?? 0);
        return (
          <rect
            key={id}
            x={xOf(first + which * bar, bar - 2)}
            y={y}
            width={Math.max(1, bar - 2)}
            height={yOf(0) - y}
            fill={`url(#${pattern}-${fill})`}
          />
        );
      })}
      {isLabelled && (
        <text x={xOf(left + step / 2, 0)} y={HEIGHT + 6} textAnchor="middle">
          {column.label}
        </text>
      )}
    </g>
  );
}

/** Plain, hatched and dotted: three series are told apart in black and white. */
function Patterns({ id }: { readonly id: string }): ReactElement {
  return (
    <defs>
      {(['accent', 'good', 'bad', 'warn', 'soft'] as const).map((fill) => (
        <pattern
          key={fill}
          id={`${id}-${fill}`}
          className="columns-pattern"
          data-fill={fill}
          patternUnits="userSpaceOnUse"
          width="6"
          height="6"
          patternTransform={fill === 'bad' ? 'rotate(45)' : undefined}
        >
          <rect width="6" height="6" className="columns-ground" />
          {fill === 'bad' && <rect width="3" height="6" className="columns-mark" />}
          {fill === 'good' && <rect width="6" height="2" className="columns-mark" />}
        </pattern>
      ))}
    </defs>
  );
}

function SameAsTable({ caption, series, columns, timeHeader }: ColumnsOverTimeProps): ReactElement {
  const { count } = useFormats();
  return (
    <table className="visually-hidden">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{timeHeader}</th>
          {series.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.id}>
            <th scope="row">{column.label}</th>
            {series.map(({ id }, which) => (
              <td key={id}>{count(column.values[which] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
