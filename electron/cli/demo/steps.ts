/** Runs the demo's commands: exactly those that it prints, in this process. */
import { KEY_VARIABLE } from '../apiKey.ts';
import type { CliContext, CliHost } from '../context.ts';
import type { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { answerOf } from '../run.ts';
import { shellWord } from '../text.ts';

/** One command of the demo and what came of it. */
export interface Step {
  readonly title: string;
  /** As it would be typed. */
  readonly command: string;
  readonly exit: ExitCode;
  /** The command's JSON document. */
  readonly answer: object;
}

/** Runs commands one after the other, showing each. */
export interface Stepper {
  readonly steps: readonly Step[];
  /**
   * Runs one and answers its JSON document.
   *
   * @throws StepFailure where the command fails (not where it merely stops for the operator).
   */
  readonly run: (title: string, ...args: readonly string[]) => Promise<object>;
}

/** Ends the demo: a command of it failed. */
export class StepFailure extends Error {
  readonly error: CliError;

  constructor(error: CliError) {
    super(error.kind);
    this.name = 'StepFailure';
    this.error = error;
  }
}

/** Makes a stepper over a data folder, with the practice gateway's own key. */
export function createStepper(context: CliContext, dataDir: string, apiKey: string): Stepper {
  const steps: Step[] = [];
  // Whatever key the operator has set, it must not reach a practice gateway, nor the other way round.
  const env = { ...context.env, [KEY_VARIABLE]: apiKey };
  const host: CliHost = { ...context, env, askSecret: null };
  const show = (text: string): void => {
    if (!context.json) context.io.out(`${text}\n`);
  };
  return {
    steps,
    run: async (title, ...args) => {
      const command = ['postbag', ...args].map(shellWord).join(' ');
      show(`\n${steps.length + 1}. ${title}\n   $ ${command}`);
      const result = await answerOf(['--data', dataDir, ...args], host, context.json);
      if (!result.ok) throw new StepFailure(result.error);
      const { json = {}, lines = [], exit = EXIT.done } = result.value ?? {};
      for (const line of lines) show(`   ${line}`);
      steps.push({ title, command, exit, answer: json });
      return json;
    },
  };
}
