/** Accounts: an organisation at a base URL, with its defaults. */
import { inTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { metaQueries } from './meta.ts';

/** An account. Its organisation and base URL never change: another one is another account. */
export interface Account {
  readonly key: number;
  readonly org: number;
  readonly baseUrl: string;
  /** The sender id used where a list names none. */
  readonly sender: string | null;
  /** The country of numbers that are not international. */
  readonly country: string | null;
}

/** What an account is set to. */
export interface AccountSetting {
  readonly org: number;
  readonly baseUrl: string;
  /** Left out: stays as it is. */
  readonly sender?: string | null | undefined;
  /** Left out: stays as it is. */
  readonly country?: string | null | undefined;
}

/** Reads and writes accounts. */
export interface AccountQueries {
  /** Finds the account of this organisation and base URL, or makes it, and makes it the current one. */
  set(setting: AccountSetting, nowMs: number): Account;
  /** The account that new batches belong to. */
  current(): Account | null;
  byKey(key: number): Account | null;
}

const CURRENT = 'current_account';
const COLUMNS = 'account_key AS key, org, base_url AS baseUrl, sender, country';

/** The queries of `account`. */
export const accountQueries: (db: Db) => AccountQueries = oncePerConnection((db) => {
  const { sql } = db;
  const meta = metaQueries(db);
  const byKey = sql.prepare<[number], Account>(
    `SELECT ${COLUMNS} FROM account WHERE account_key = ?`,
  );
  const byOrg = sql.prepare<[number, string], Account>(
    `SELECT ${COLUMNS} FROM account WHERE org = ? AND base_url = ?`,
  );
  const insert = sql.prepare<[number, string, number]>(
    'INSERT INTO account (org, base_url, created_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = sql.prepare<[string | null, string | null, number]>(
    'UPDATE account SET sender = ?, country = ? WHERE account_key = ?',
  );
  const find = ({ org, baseUrl }: AccountSetting): Account => {
    const account = byOrg.get(org, baseUrl);
    if (account === undefined) throw new Error('the account was not stored');
    return account;
  };
  return {
    set: (setting, nowMs) =>
      inTransaction(db, () => {
        insert.run(setting.org, setting.baseUrl, nowMs);
        const before = find(setting);
        const { sender = before.sender, country = before.country } = setting;
        update.run(sender, country, before.key);
        meta.set(CURRENT, String(before.key));
        return find(setting);
      }),
    current: () => {
      const key = meta.get(CURRENT);
      return key === null ? null : (byKey.get(Number(key)) ?? null);
    },
    byKey: (key) => byKey.get(key) ?? null,
  };
});
