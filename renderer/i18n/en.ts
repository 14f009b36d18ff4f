/** English: the source of every message, and of the ids that the code may use. */
import common from './en/common.json' with { type: 'json' };
import outbox from './en/outbox.json' with { type: 'json' };
import start from './en/start.json' with { type: 'json' };
import imports from './en/import.json' with { type: 'json' };
import message from './en/message.json' with { type: 'json' };
import preview from './en/preview.json' with { type: 'json' };
import send from './en/send.json' with { type: 'json' };
import reports from './en/reports.json' with { type: 'json' };
import history from './en/history.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };

/** Every message of the window, in English. */
export const en = {
  ...common,
  ...outbox,
  ...start,
  ...imports,
  ...message,
  ...preview,
  ...send,
  ...reports,
  ...history,
  ...settings,
  ...errors,
} as const;

/** The id of a message. A misspelt one does not compile. */
export type MessageId = keyof typeof en;
