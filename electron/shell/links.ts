/** The pages of the vendor that the window may open in the browser, by name. No other address ever is. */
import type { LinkName } from '../ipc/context.ts';

/** The addresses, as the vendor's own pages give them. */
export const LINK_ADDRESSES: Readonly<Record<LinkName, string>> = {
  profile: 'https://app.engagespark.com/account/profile/info',
  organisation: 'https://app.engagespark.com/account/organization/info',
  pricing: 'https://www.engagespark.com/pricing/',
  // The vendor registers sender names by hand: its support says how, for each country.
  sender_ids: 'https://www.engagespark.com/support/',
  support: 'https://www.engagespark.com/support/',
  api_documentation: 'https://www.engagespark.com/support/send-bulk-sms-via-api/',
};

/** Opens one of the known pages in the system's browser. */
export function openLink(
  link: LinkName,
  openExternal: (url: string) => Promise<void>,
): Promise<void> {
  return openExternal(LINK_ADDRESSES[link]);
}
