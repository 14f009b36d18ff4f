/** Why a send stopped, in one phrase, for lists of send lists. The send screen says it at length. */
import type { StopReason } from '../../shared/domain/batch.ts';
import type { MessageId } from './en.ts';

const STOPS = {
  paused: 'common.stop_paused',
  interrupted: 'common.stop_interrupted',
  cancelled: 'common.stop_cancelled',
  canary_doubt: 'common.stop_canary_doubt',
  canary_rejected: 'common.stop_canary_rejected',
  canary_price: 'common.stop_canary_price',
  doubt_limit: 'common.stop_doubt_limit',
  budget: 'common.stop_budget',
  unpriced: 'common.stop_unpriced',
  balance: 'common.stop_balance',
  not_after: 'common.stop_not_after',
  window: 'common.stop_window',
  recent_same_text: 'common.stop_recent_same_text',
  refused: 'common.stop_refused',
  certificate: 'common.stop_certificate',
  offline: 'common.stop_offline',
  disk_full: 'common.stop_disk_full',
} as const satisfies Readonly<Record<StopReason['reason'], MessageId>>;

/** The phrase for a reason. */
export const stopId = (stop: StopReason): MessageId => STOPS[stop.reason];
