/**
 * Every call and every event between the window and the main process, once.
 *
 * The preload bridge, the registration in the main process and the renderer's types are derived from
 * these objects: adding a call is one entry in an area's file and one handler; a missing handler does
 * not compile.
 */
import { accountCalls, appCalls, appEvents } from './contract/app.ts';
import { draftCalls, draftEvents } from './contract/drafts.ts';
import { historyCalls, historyEvents } from './contract/history.ts';
import { sendCalls, sendEvents } from './contract/send.ts';

/** All calls: what goes in, what comes out. */
export const calls = {
  ...appCalls,
  ...accountCalls,
  ...draftCalls,
  ...sendCalls,
  ...historyCalls,
} as const;

/** All events that the main process sends. */
export const events = {
  ...appEvents,
  ...draftEvents,
  ...sendEvents,
  ...historyEvents,
} as const;
