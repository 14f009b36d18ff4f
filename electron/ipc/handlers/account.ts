/** The calls about the account and its key: one delegation each. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { AccountService } from '../../work/account.ts';

/** The handlers of this area, which are the shell's: they reach the store of keys. */
export type AccountHandlers = Pick<
  Handlers,
  'setAccount' | 'setApiKey' | 'forgetApiKey' | 'testAccount'
>;

/** Makes the handlers of this area. */
export function createAccountHandlers(account: AccountService): AccountHandlers {
  return {
    setAccount: (setting) => account.set(setting),
    setApiKey: ({ key }) => account.setKey(key),
    forgetApiKey: () => account.forgetKey(),
    testAccount: () => account.test(),
  };
}
