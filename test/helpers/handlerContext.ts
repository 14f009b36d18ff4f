/** A test's window whose operator answers dialogs, and in which nothing goes wrong without a word. */
import { v7 } from 'uuid';
import type { Desktop, HandlerContext, Session } from '../../electron/ipc/context.ts';
import { err, ok } from '../../shared/errors.ts';
import { type SentEvent, testWindow } from './testWindow.ts';

/** What a test says about the surroundings. */
export interface Surroundings {
  /** A data folder; a new one where none is named. */
  readonly dir?: string;
}

/** A context with what a test looks at and sets. */
export interface TestContext {
  readonly context: HandlerContext;
  readonly session: Session;
  /** Every event, in order. */
  readonly told: readonly SentEvent[];
  /** What was logged as a bug: there should be none. */
  readonly bugs: readonly unknown[];
  /** What the operator does in the dialogs that come next. */
  readonly answers: {
    file: string | null;
    saveFile: string | null;
    /** Paths of dropped files by their tokens. */
    readonly dropped: Map<string, string>;
  };
  /** The dialogs that were shown. */
  readonly asked: readonly string[];
}

function doors(answers: TestContext['answers'], asked: string[]): Partial<Desktop> {
  const ask = async (what: string, answer: string | null): Promise<string | null> => {
    asked.push(what);
    return answer;
  };
  return {
    chooseFile: (purpose) => ask(`file ${purpose}`, answers.file),
    chooseSaveFile: (name, extension) => ask(`save ${name} ${extension}`, answers.saveFile),
    takeDropped: (token) => {
      const path = answers.dropped.get(token);
      answers.dropped.delete(token);
      return path === undefined ? err({ kind: 'choice_expired' }) : ok(path);
    },
  };
}

/** Opens a data folder for the window's handlers; it is closed after the test. */
export function handlerContext(surroundings: Surroundings = {}): TestContext {
  const { context, session, events } = testWindow(surroundings);
  const answers = { file: null, saveFile: null, dropped: new Map<string, string>() };
  const [asked, bugs]: [string[], unknown[]] = [[], []];
  const desktop = { ...context.desktop, ...doors(answers, asked) };
  const bug = (error: unknown): string => {
    bugs.push(error);
    return v7();
  };
  const log = { event: context.log.event, bug };
  return { context: { ...context, desktop, log }, session, told: events, bugs, answers, asked };
}
