/**
 * The import that anybody would write first: csv-parse, libphonenumber-js for every row, and one
 * INSERT a row in one transaction. The baseline of the import.
 */
import { createReadStream } from 'node:fs';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Imports a list into a new database; returns the number of rows stored. */
export async function naiveImport(file: string, database: string): Promise<number> {
  const sql = new Database(database);
  sql.pragma('journal_mode = WAL');
  sql.exec(
    'CREATE TABLE message (id INTEGER PRIMARY KEY, recipient TEXT, text TEXT, parts INTEGER)',
  );
  const insert = sql.prepare('INSERT INTO message (recipient, text, parts) VALUES (?, ?, ?)');
  const seen = new Set<string>();
  let rows = 0;
  sql.exec('BEGIN');
  for await (const record of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    const row = record as Record<string, string>;
    const phone = parsePhoneNumberFromString(row['phone'] ?? '', 'KE');
    if (!phone?.isValid() || seen.has(phone.number)) continue;
    seen.add(phone.number);
    const text = `Dear ${row['name']}, your appointment is on ${row['date']} at ${row['clinic']}.`;
    insert.run(phone.number.slice(1), text, Math.ceil(text.length / 160));
    rows += 1;
  }
  sql.exec('COMMIT');
  sql.close();
  return rows;
}
