/** The SQL of receipts, apart from the code that runs it. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';

/** The states of a message that was accepted and whose end is not known. */
export const OPEN: readonly MessageState[] = ['accepted', 'with_operator'];

const IS_OPEN = `state IN (${OPEN.map(messageStateCode).join(', ')})`;

const REQUEST_COLUMNS = `r.request_key AS requestKey, r.batch_key AS batchKey,
  r.first_key AS firstKey, r.last_key AS lastKey, r.messages,
  coalesce(r.wire_at_ms, r.prepared_at_ms) AS sentAtMs, r.deadline_ms AS deadlineMs, r.polls`;

const OF_ACCOUNT = 'FROM request r JOIN batch b ON b.batch_key = r.batch_key AND b.account_key = ?';
const IN_SCOPE = `${OF_ACCOUNT} AND b.batch_key = coalesce(?, b.batch_key)`;

/** About requests. */
export const REQUEST_SQL = {
  due: `SELECT ${REQUEST_COLUMNS} ${IN_SCOPE}
    WHERE r.due_at_ms <= ? OR r.due_at_ms > ? ORDER BY r.due_at_ms LIMIT ?`,
  ofBatch: `SELECT ${REQUEST_COLUMNS} FROM request r
    WHERE r.batch_key = ? AND r.verdict IN ('accepted', 'in_doubt') ORDER BY r.request_key`,
  nextDue: `SELECT r.due_at_ms ${IN_SCOPE}
    WHERE r.due_at_ms IS NOT NULL ORDER BY r.due_at_ms LIMIT 1`,
  sentBetween: `SELECT sum(r.messages) ${OF_ACCOUNT} WHERE r.wire_at_ms BETWEEN ? AND ?`,
  schedule: 'UPDATE request SET polls = ?, due_at_ms = ? WHERE request_key = ?',
} as const;

const OPEN_OF_REQUESTS = `key BETWEEN ? AND ? AND ${IS_OPEN}
  AND request_key IN (SELECT value FROM json_each(?))`;

/** About messages. */
export const MESSAGE_SQL = {
  openByRequest: `SELECT request_key, count(*) FROM message
    WHERE key BETWEEN ? AND ? AND ${IS_OPEN} GROUP BY request_key`,
  openAfter: `SELECT key, request_key AS requestKey, message_id AS id FROM message
    WHERE key > ? AND key <= ? AND ${IS_OPEN} ORDER BY key LIMIT ?`,
  // CROSS JOIN keeps SQLite from going through all messages for the ids, instead of the other way.
  byIds: `SELECT j.key, m.key, m.state, m.recipient, m.charged_micro, m.delivered_at_ms, m.error,
      m.warning, t.sender, t.text
    FROM json_each(?) j CROSS JOIN message m ON m.message_id = j.value
    JOIN message_body t ON t.key = m.key`,
  write: `UPDATE message SET state = ?, charged_micro = ?, delivered_at_ms = ?, error = ?,
    warning = ?`,
  openStates: `SELECT state, count(*) FROM message WHERE ${OPEN_OF_REQUESTS} GROUP BY state`,
  giveUp: `UPDATE message SET state = ${messageStateCode('no_receipt')} WHERE ${OPEN_OF_REQUESTS}`,
  charged: 'SELECT sum(charged_micro) FROM message WHERE key BETWEEN ? AND ?',
} as const;
