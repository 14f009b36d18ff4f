/** The channels between window and main process. The preload script needs these and the names only. */

/** The channel that carries every call. */
export const CALL_CHANNEL = 'postbag:call';

/** The prefix of the channels that carry events. */
export const EVENT_PREFIX = 'postbag:event:';

/**
 * The channel that carries the path of a dropped file from the preload script to the main process. The
 * page cannot reach it: it names a `File` of the browser's making, and gets a token back.
 */
export const DROP_CHANNEL = 'postbag:drop';
