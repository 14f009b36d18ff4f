/** The channels between window and main process. The preload script needs these and the names only. */

/** The channel that carries every call. */
export const CALL_CHANNEL = 'postbag:call';

/** The prefix of the channels that carry events. */
export const EVENT_PREFIX = 'postbag:event:';
