/**
 * Magic numbers: recipients that make the practice gateway do something unusual.
 *
 * A number is magic by its last six digits, `9990` and a code of two: such numbers exist in nearly
 * every country's mobile ranges, and no list that counts numbers up from zero meets them early.
 * `docs/practice-gateway.md` lists them; a test holds that list against the tables here.
 */
import { MAGIC_MESSAGES } from './magicMessages.ts';
import { MAGIC_REQUESTS, type MagicRequest } from './magicRequests.ts';
import type { MessageQuirks, RequestFault } from './quirks.ts';

/** What comes before the code at the end of a magic number. */
export const MAGIC_PREFIX = '9990';

const NO_QUIRKS: MessageQuirks = {};
const BY_MESSAGE: ReadonlyMap<string, MessageQuirks> = new Map(
  MAGIC_MESSAGES.map(({ code, quirks }) => [code, quirks]),
);
const BY_REQUEST: ReadonlyMap<string, MagicRequest> = new Map(
  MAGIC_REQUESTS.map((magic) => [magic.code, magic]),
);

/** The code of a magic number, or `null` for an ordinary one. */
function codeOf(recipient: string): string | null {
  return recipient.slice(-6, -2) === MAGIC_PREFIX ? recipient.slice(-2) : null;
}

/** Remembers which request faults have struck. */
export interface MagicNumbers {
  /** What is unusual about a message to this number. */
  quirksOf(recipient: string): MessageQuirks;
  /**
   * The fault of a request to these numbers, or `null`. Of several magic numbers the first that has
   * not struck yet strikes; the others wait for their next request.
   */
  faultOf(recipients: readonly string[]): RequestFault | null;
}

/** Magic numbers at work; `enabled: false` makes every number an ordinary one. */
export function magicNumbers(enabled: boolean): MagicNumbers {
  const struck = new Set<string>();
  const strikes = (magic: MagicRequest, recipient: string, company: boolean): boolean => {
    if (magic.rule === 'always') return true;
    if (magic.rule === 'in_company') return company;
    if (struck.has(recipient)) return false;
    struck.add(recipient);
    return true;
  };
  return {
    quirksOf(recipient) {
      const code = enabled ? codeOf(recipient) : null;
      return (code === null ? undefined : BY_MESSAGE.get(code)) ?? NO_QUIRKS;
    },
    faultOf(recipients) {
      if (!enabled) return null;
      for (const recipient of recipients) {
        const code = codeOf(recipient);
        const magic = code === null ? undefined : BY_REQUEST.get(code);
        if (magic !== undefined && strikes(magic, recipient, recipients.length > 1)) {
          return magic.fault;
        }
      }
      return null;
    },
  };
}
