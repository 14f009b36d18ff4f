/** The do-not-contact list, as the window's calls need it. */
import { basename } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { createPhoneParser } from '../../shared/domain/phone.ts';
import type { PhoneParser } from '../../shared/domain/phone.ts';
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { accountQueries } from '../db/accounts.ts';
import type { OwnerDb } from '../db/connection.ts';
import { inTransaction } from '../db/connection.ts';
import { decisionQueries } from '../db/decisions.ts';
import { optOutQueries } from '../db/optOuts.ts';
import { readNumberFile } from '../import/numberFile.ts';
import type { PersonChoice } from '../ipc/context.ts';

/** Numbers read before other work may run: a few milliseconds. */
const STEP = 500;

type Added = CallOutput<'addOptOuts'>;

/** Some of the list, by number. What is not a digit of the search says nothing. */
export function listOptOuts(
  db: OwnerDb,
  { search, offset, limit }: CallInput<'listOptOuts'>,
): CallOutput<'listOptOuts'> {
  const optOuts = optOutQueries(db);
  const digits = search.replaceAll(/\D/gu, '');
  // A search that holds no digits looks for what no number has.
  if (digits === '' && search.trim() !== '') return { total: optOuts.count(), found: 0, rows: [] };
  const rows = optOuts.page(digits, offset, limit);
  return {
    total: optOuts.count(),
    found: optOuts.countLike(digits),
    rows: rows.map(({ recipient, ...row }) => ({ to: String(recipient), ...row })),
  };
}

/** Adds the numbers of a text, one a line or separated by commas; national ones are of `country`, or the account's. */
export async function addOptOuts(
  db: OwnerDb,
  { text, country }: CallInput<'addOptOuts'>,
  nowMs: number,
): Promise<Added> {
  const values = text
    .split(/[\n\r,;،؛\t]+/u)
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return add(db, values, { parser: parserOf(db, country), source: 'by hand', nowMs });
}

/** Adds the numbers of a file. Errors: those of reading it, `no_valid_rows`. */
export async function importOptOuts(
  db: OwnerDb,
  file: string,
  nowMs: number,
): Promise<Result<Added>> {
  const parser = parserOf(db);
  const rows = readNumberFile(file, parser);
  if (!rows.ok) return rows;
  const values = rows.value.map(({ value }) => value);
  const added = await add(db, values, { parser, source: basename(file), nowMs });
  if (added.refused.length < values.length) return ok(added);
  const firstReasons = [...new Set(added.refused.map(({ reason }) => reason))].slice(0, 5);
  return err({ kind: 'no_valid_rows', rows: values.length, firstReasons });
}

/** Takes a number off the list, on record. Errors: `person_missing`, `bad_value` (not on the list). */
export function removeOptOut(
  db: OwnerDb,
  { to, why }: CallInput<'removeOptOut'>,
  { person, nowMs }: { readonly person: PersonChoice; readonly nowMs: number },
): Result<Record<string, never>> {
  const who = person.current();
  if (who === null) return err({ kind: 'person_missing' });
  if (!optOutQueries(db).has(Number(to))) {
    return err({ kind: 'bad_value', name: 'to', value: to, expected: 'a number on the list' });
  }
  inTransaction(db, () => {
    optOutQueries(db).remove(Number(to));
    // Enough to recognise it by, for somebody who knows it.
    const detail = { endsWith: to.slice(-3) };
    const kind = 'opt_out_removed';
    decisionQueries(db).record({ atMs: nowMs, who, kind, why, batchKey: null, detail });
  });
  return ok({});
}

function parserOf(db: OwnerDb, country?: string | null): PhoneParser {
  return createPhoneParser(country ?? accountQueries(db).current()?.country ?? null);
}

async function add(
  db: OwnerDb,
  values: readonly string[],
  from: { readonly parser: PhoneParser; readonly source: string; readonly nowMs: number },
): Promise<Added> {
  const recipients: number[] = [];
  const refused: { value: string; reason: string }[] = [];
  for (const [place, value] of values.entries()) {
    const phone = from.parser.parse(value);
    if (phone.ok) recipients.push(Number(phone.value.digits));
    else refused.push({ value, reason: phone.error });
    if (place % STEP === STEP - 1) await otherWork();
  }
  return { added: optOutQueries(db).add(recipients, from.source, from.nowMs), refused };
}
