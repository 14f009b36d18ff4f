/**
 * A progress line on a terminal, redrawn in place on standard error; nothing anywhere else.
 *
 * Own code, 40 lines: the maintained libraries either take over the whole terminal or have had no
 * release for years.
 */
import type { CliIo } from './io.ts';
import { grouped } from './text.ts';

/** How far something is. */
export interface ProgressState {
  readonly done: number;
  /** `null`: not known in advance. */
  readonly total: number | null;
  /** What is counted where it is not worth showing: only the bar and the note are drawn then. */
  readonly unit?: 'bytes';
  /** A few words after the figures. */
  readonly note?: string;
}

/** A line that shows how far something is. */
export interface ProgressLine {
  update(state: ProgressState): void;
  /** Removes the line, so that what follows starts on a clean one. */
  end(): void;
}

const REDRAW_MS = 100;
const BAR_WIDTH = 24;

/** Starts a progress line with a label such as `Importing`. */
export function createProgress(io: CliIo, label: string, nowMs: () => number): ProgressLine {
  if (!io.errIsTerminal) return { update: () => undefined, end: () => undefined };
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  return {
    update: (state) => {
      const isLast = state.total !== null && state.done >= state.total;
      if (!isLast && nowMs() - drawnAtMs < REDRAW_MS) return;
      drawnAtMs = nowMs();
      const line = progressText(label, state).slice(0, Math.max(10, io.columns() - 1));
      io.err(`\r${line}\u001B[K`);
    },
    end: () => {
      if (drawnAtMs !== Number.NEGATIVE_INFINITY) io.err('\r\u001B[K');
    },
  };
}

/** The text of a progress line. */
export function progressText(label: string, { done, total, unit, note }: ProgressState): string {
  const tail = note === undefined || note === '' ? '' : `  ${note}`;
  if (total === null || total <= 0) return `${label}  ${grouped(done)}${tail}`;
  const part = Math.min(1, done / total);
  const filled = Math.floor(part * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(part * 100)}`.padStart(3);
  const figures = unit === 'bytes' ? '' : `  ${grouped(done)} of ${grouped(total)}`;
  return `${label}  ${bar} ${percent} %${figures}${tail}`;
}
