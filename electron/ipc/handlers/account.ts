/** The calls about the account and its key. */
import type { Handlers } from '../../../shared/ipc/types.ts';

/** The handlers of this area, which are the shell's: they reach the store of keys. */
export type AccountHandlers = Pick<
  Handlers,
  'setAccount' | 'setApiKey' | 'forgetApiKey' | 'testAccount'
>;
