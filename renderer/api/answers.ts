/** Actions that answer with the whole of what they changed: it is known at once, without asking again. */
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/types.ts';

/** The calls that read the state of the application, of a draft, of the send, of the reports. */
type StateCall = 'appState' | 'draft' | 'sendState' | 'reportsState';

/** Actions whose answer is that of another call. */
type AnswersLike<Read extends StateCall> = {
  [Name in CallName]: CallOutput<Name> extends CallOutput<Read>
    ? CallOutput<Read> extends CallOutput<Name>
      ? Name
      : never
    : never;
}[CallName];

const ANSWERS: Readonly<
  { readonly [Name in AnswersLike<'appState'>]: 'appState' } & {
    readonly [Name in AnswersLike<'sendState'>]: 'sendState';
  } & { readonly [Name in AnswersLike<'reportsState'>]: 'reportsState' } & {
    readonly [Name in AnswersLike<'draft'>]: 'draft';
  }
> = {
  appState: 'appState',
  setPreferences: 'appState',
  choosePerson: 'appState',
  addPerson: 'appState',
  retirePerson: 'appState',
  setAccount: 'appState',
  setApiKey: 'appState',
  forgetApiKey: 'appState',
  sendState: 'sendState',
  startSend: 'sendState',
  pauseSend: 'sendState',
  reportsState: 'reportsState',
  checkReports: 'reportsState',
  draft: 'draft',
  openList: 'draft',
  pasteList: 'draft',
  sampleList: 'draft',
  updateDraft: 'draft',
  buildDraft: 'draft',
  cancelBuild: 'draft',
};

/** The key of the query that an action's answer is the newest answer of; `null` for other actions. */
export function keyOfAnswer<Name extends CallName>(
  name: Name,
  output: CallOutput<Name>,
): readonly unknown[] | null {
  if (!Object.hasOwn(ANSWERS, name)) return null;
  const read = ANSWERS[name as keyof typeof ANSWERS];
  if (read !== 'draft') return [read, {}];
  const { draft } = output as CallOutput<'draft'>;
  const input: CallInput<'draft'> = { draft };
  return [read, input];
}
