/** Settings of a list as they are when it was just begun. */
import type { DraftSettings } from '../../../../../renderer/screens/draft/pending.ts';

export const settings: DraftSettings = {
  name: 'List',
  encoding: null,
  delimiter: null,
  country: 'KE',
  numberColumn: null,
  senderColumn: null,
  textFrom: 'template',
  template: '',
  messageColumn: null,
  fieldColumns: {},
  sender: null,
  allowDuplicates: false,
  plan: {
    budgetMicro: null,
    safe: null,
    wait: false,
    notAfterMs: null,
    window: null,
    canary: null,
    tolerancePercent: null,
    maxRequest: null,
    lanes: null,
    doubtLimit: null,
  },
};
