/** The application itself: settings, people, the line, practice mode, links. */
import { z } from 'zod';
import { appError, count, country, done, nothing, timeMs } from './common.ts';

/** The languages that the window speaks. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;

/** The pages of the vendor and of this project that the window may open, by name. */
export const LINKS = [
  'profile',
  'organisation',
  'pricing',
  'sender_ids',
  'support',
  'api_documentation',
] as const;

const line = z.object({
  /**
   * `portal`: something between here and the API answers in its place (a log-in page of a network).
   * `certificate`: the API's certificate is refused, often because this computer's clock is wrong.
   */
  state: z.enum(['unknown', 'online', 'offline', 'portal', 'certificate']),
  sinceMs: timeMs,
  checkedAtMs: timeMs.nullable(),
  /** The technical code behind it, for support; `null` where there is none. */
  code: z.string().nullable(),
});

const preferences = z
  .object({
    /** `null`: the system's language. */
    language: z.enum(LANGUAGES).nullable(),
    theme: z.enum(['system', 'light', 'dark']),
    firstStartDone: z.boolean(),
  })
  .strict();

const account = z.object({
  org: z.int(),
  baseUrl: z.string(),
  sender: z.string().nullable(),
  country: country.nullable(),
});

const appState = z.object({
  version: z.string(),
  platform: z.string(),
  mode: z.enum(['live', 'practice']),
  dataFolder: z.string(),
  preferences,
  /** The system's locale, BCP 47. */
  systemLocale: z.string(),
  /** How this system writes dates and numbers: its locales as it names them, the preferred one first. */
  formatLocales: z.array(z.string()),
  people: z.array(z.object({ name: z.string(), retired: z.boolean() })),
  /** Who is working now; `null`: not said yet. */
  person: z.string().nullable(),
  account: account.nullable(),
  /** All that the window ever learns of the API key. */
  key: z.object({
    /** `must_ask`: this system keeps no secrets safely, so the key is asked for at each start. */
    state: z.enum(['set', 'not_set', 'must_ask', 'unreadable']),
    last4: z.string().nullable(),
  }),
  line,
  /** Why nothing can be sent from this data folder; `null`: it can. */
  frozen: appError.nullable(),
});

/** The calls of the application itself. */
export const appCalls = {
  appState: { input: nothing, output: appState },
  setPreferences: { input: preferences.partial().strict(), output: appState },
  /** Says who is working. Errors: `bad_value` for a name that is not on the list. */
  choosePerson: { input: z.object({ name: z.string().nullable() }).strict(), output: appState },
  /** Adds a name (or brings back a retired one) and chooses it. */
  addPerson: {
    input: z.object({ name: z.string().trim().min(1).max(80) }).strict(),
    output: appState,
  },
  retirePerson: { input: z.object({ name: z.string() }).strict(), output: appState },
  /** Changes between the real and the practice data. The window loads anew. Errors: `work_running`. */
  setPracticeMode: { input: z.object({ on: z.boolean() }).strict(), output: done },
  openLink: { input: z.object({ link: z.enum(LINKS) }).strict(), output: done },
  /** Opens the operator's guide. */
  openGuide: { input: nothing, output: done },
  showDataFolder: { input: nothing, output: done },
  /** Puts a text on the clipboard: the page itself is allowed no clipboard. */
  copyText: { input: z.object({ text: z.string().max(100_000) }).strict(), output: done },
  checkLine: { input: nothing, output: line },
  /** Every country that a number can belong to, with its dialling code. */
  countries: {
    input: nothing,
    output: z.array(z.object({ country, diallingCode: z.string() })),
  },
} as const;

/** The calls about the account, prices and people who must not be written to. */
export const accountCalls = {
  /** Sets the account; another organisation or base URL is another account. */
  setAccount: {
    input: z
      .object({
        org: z.int().positive(),
        sender: z.string().nullable().optional(),
        country: country.nullable().optional(),
        baseUrl: z.string().optional(),
      })
      .strict(),
    output: appState,
  },
  /** Keeps the API key of the current account. Errors: `account_missing`, `api_key_unusable`. */
  setApiKey: { input: z.object({ key: z.string().min(1).max(500) }).strict(), output: appState },
  forgetApiKey: { input: nothing, output: appState },
  /** Asks the API whether key and organisation are right, without sending anything. */
  testAccount: {
    input: nothing,
    output: z.object({
      outcome: z.enum(['confirmed', 'not_confirmed', 'wrong_key', 'failed']),
      /** Shared with other offices of the organisation; `null`: not told. */
      balanceMicro: z.int().nullable(),
      autoRecharge: z.boolean().nullable(),
      error: appError.nullable(),
    }),
  },
  listPrices: {
    input: nothing,
    output: z.array(
      z.object({ country, microPerPart: count, source: z.string(), updatedAtMs: timeMs }),
    ),
  },
  /** Sets these prices, all or none. Errors: `bad_price`, `unknown_country`. */
  setPrices: {
    input: z
      .object({
        prices: z
          .array(z.object({ country, microPerPart: count }).strict())
          .min(1)
          .max(300),
      })
      .strict(),
    output: done,
  },
  removePrice: { input: z.object({ country }).strict(), output: done },
  /** The do-not-contact list, by number. */
  listOptOuts: {
    input: z
      .object({ search: z.string().max(50), offset: count, limit: z.int().min(1).max(500) })
      .strict(),
    output: z.object({
      /** On the list altogether. */
      total: count,
      /** That fit the search. */
      found: count,
      rows: z.array(z.object({ to: z.string(), source: z.string(), addedAtMs: timeMs })),
    }),
  },
  /** Adds numbers, one a line or separated by commas; national ones are of `country`, or the account's. */
  addOptOuts: {
    input: z
      .object({ text: z.string().min(1).max(100_000), country: country.nullable().optional() })
      .strict(),
    output: z.object({
      added: count,
      refused: z.array(z.object({ value: z.string(), reason: z.string() })),
    }),
  },
  /** Adds the numbers of a file that the operator chooses; `null`: none was chosen. */
  importOptOuts: {
    input: nothing,
    output: z
      .object({
        added: count,
        refused: z.array(z.object({ value: z.string(), reason: z.string() })),
      })
      .nullable(),
  },
  /** Takes a number off the list: a recorded decision. */
  removeOptOut: {
    input: z
      .object({ to: z.string().regex(/^\d{3,15}$/u), why: z.string().trim().min(1) })
      .strict(),
    output: done,
  },
} as const;

/** The events of the application. */
export const appEvents = {
  /** Settings, people, account, key or mode changed: read {@link appCalls.appState} again. */
  appChanged: nothing,
  /** The line changed. */
  lineChanged: line,
  /** The operator chose a command of the application menu. */
  menuCommand: z.object({ command: z.enum(['new_list', 'history', 'settings', 'guide', 'about']) }),
} as const;
