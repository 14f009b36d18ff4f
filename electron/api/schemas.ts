/**
 * The shapes of the answers to questions: status, list, balance.
 *
 * Two generations of fields are accepted side by side ([S] the support page, [O] the OpenAPI
 * description). The checks are written by hand, narrow and without allocation, because the list
 * carries up to 1,000 messages a page. What is absent or of an odd type is unknown (`null`), never an
 * error: only an id is needed.
 */
import type { ReceiptStage } from '../../shared/domain/message.ts';
import { asCount, asObject, asText, type JsonObject, tidyError } from './answer.ts';
import { parseTimestamp } from './timestamp.ts';
import type { ApiStatus, Balance, ListPage, ListQuery } from './types.ts';

/** An opaque string; a whole number is one too. */
function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  return asText(value);
}

function readDirection(value: unknown): ApiStatus['direction'] {
  if (value === 'egress' || value === 'outbound') return 'outbound';
  return value === 'ingress' || value === 'inbound' ? 'inbound' : null;
}

function readNumber(value: unknown): string | null {
  const text = readId(value);
  return text?.startsWith('+') === true ? text.slice(1) : text;
}

/**
 * Where the message is. A receipt that is not there says nothing: only an explicit `failed`, or an
 * error of a message that is done, is a failure.
 */
function readStage(fields: JsonObject, error: string | null): ReceiptStage {
  const toPhone = fields['deliveredToPhone'];
  if (toPhone === 'confirmed') return 'delivered';
  if (toPhone === 'failed') return 'failed';
  if (fields['deliveredByVendor'] === true) return 'delivered';
  if (error !== null && fields['done'] === true) return 'failed';
  const handedOver = fields['deliveredToTelco'] === true || fields['deliveredToVendor'] === true;
  return handedOver ? 'with_operator' : 'accepted';
}

/** [O] says the total (0 where refunded); [S] says the price of a part, and how many succeeded. */
function readCharge(fields: JsonObject): number | null {
  const charged = asCount(fields['chargedMicro']);
  if (charged !== null) return charged;
  const price = asCount(fields['pricePerPart']);
  const parts = asCount(fields['successPartCount']);
  // 0 here means "not yet" as well as "nothing".
  return price !== null && parts !== null && price > 0 && parts > 0 ? price * parts : null;
}

/** A message's status from either generation of fields, or `null` where it carries no id. */
export function readStatus(json: unknown): ApiStatus | null {
  const fields = asObject(json);
  const id = fields === null ? null : readId(fields['id']);
  if (fields === null || id === null) return null;
  const error = asText(fields['error']);
  const stage = readStage(fields, error);
  const why = stage === 'failed' ? (asText(fields['deliveryError']) ?? error) : null;
  return {
    id,
    direction: readDirection(fields['direction']),
    recipient: readNumber(fields['recipient']),
    text: typeof fields['message'] === 'string' ? fields['message'] : null,
    sender: readId(fields['sender']),
    createdMs: parseTimestamp(fields['created']),
    stage,
    deliveredAtMs: stage === 'delivered' ? parseTimestamp(fields['successT']) : null,
    chargedMicro: readCharge(fields),
    deliveryError: why === null ? null : tidyError(why),
    final: stage === 'delivered' || stage === 'failed' || fields['done'] === true,
  };
}

/** The cursor of the next page: the value itself, or its `after` where it is a whole address. */
function readCursor(value: unknown): string | null {
  const cursor = readId(value);
  if (cursor === null || !cursor.includes('?')) return cursor;
  return new URLSearchParams(cursor.slice(cursor.indexOf('?'))).get('after');
}

/**
 * How to go on. `undefined`: the answer says that there is more, but not how to ask for it; it must
 * not pass for the end of the list, which would make sent messages look not found.
 */
function readNext(
  page: JsonObject,
  query: ListQuery,
  entries: number,
): ListPage['next'] | undefined {
  const more = page['hasNextPage'];
  if (more === false || entries === 0) return null;
  // The paged form need not say whether there is more, and may cap the size: ask until a page is empty.
  if ('page' in query) return { page: query.page + 1 };
  const after = readCursor(page['nextPage']);
  if (after === null) return more === true || page['paged'] === true ? undefined : null;
  return after === query.after ? undefined : { after };
}

/**
 * A page of the list, or `null` where the answer is of no known shape.
 *
 * By number, the walk ends at an empty page: bound it, for a server may ignore the page's number.
 */
export function readListPage(json: unknown, query: ListQuery): ListPage | null {
  const page = asObject(json);
  const entries: unknown = page?.['messages'];
  if (page === null || !Array.isArray(entries)) return null;
  const messages: ApiStatus[] = [];
  for (const entry of entries as readonly unknown[]) {
    const status = readStatus(entry);
    if (status !== null) messages.push(status);
  }
  const next = readNext(page, query, entries.length);
  if (next === undefined) return null;
  return { messages, next, unreadable: entries.length - messages.length };
}

function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The account's balance, or `null` where the answer is of no known shape. A debt is negative. */
export function readBalance(json: unknown): Balance | null {
  const fields = asObject(json);
  const balanceMicro = asNumber(fields?.['balanceMicro']);
  if (fields === null || balanceMicro === null || !Number.isSafeInteger(balanceMicro)) return null;
  const auto = fields['autoRecharge'];
  return {
    balanceMicro,
    autoRecharge: typeof auto === 'boolean' ? auto : null,
    autoRechargeThreshold: asNumber(fields['autoRechargeThreshold']),
    autoRechargeAmount: asNumber(fields['autoRechargeAmount']),
  };
}
