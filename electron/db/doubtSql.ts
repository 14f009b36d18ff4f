/** The SQL of doubt, apart from the code that runs it. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';

const IN_DOUBT = messageStateCode('in_doubt');
const ACCEPTED = messageStateCode('accepted');
const QUEUED = messageStateCode('queued');

/** States of a message that left and may be known to the API. */
const LEFT: readonly MessageState[] = [
  'sending',
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
];
const HAS_LEFT = `state IN (${LEFT.map(messageStateCode).join(', ')})`;

const OF_ACCOUNT = 'JOIN batch b ON b.batch_key = r.batch_key AND b.account_key = ?';
const SENT_AT = 'coalesce(r.wire_at_ms, r.prepared_at_ms)';
const CLAIM = `r.request_key AS requestKey, m.recipient, t.text, ${SENT_AT} AS sentAtMs`;
const STILL = `WHERE key = ? AND request_key = ? AND state = ${IN_DOUBT}`;
const OF_DOUBT = 'WHERE key = ? AND request_key = ?';

/** The statements of doubt. */
export const DOUBT_SQL = {
  ofBatch: `SELECT m.key, m.row, m.recipient, t.text, d.request_key AS requestKey,
      d.since_ms AS sinceMs, d.reason, d.probable, d.outcome, d.evidence,
      d.checked_at_ms AS checkedAtMs
    FROM message m JOIN doubt d ON d.key = m.key AND d.request_key = m.request_key
    JOIN message_body t ON t.key = m.key
    WHERE m.key BETWEEN ? AND ? AND m.state = ${IN_DOUBT} ORDER BY m.key`,
  salvaged: `SELECT d.salvaged_ids FROM doubt d JOIN request r ON r.request_key = ?
    WHERE d.key BETWEEN r.first_key AND r.last_key AND d.request_key = r.request_key
      AND d.salvaged_ids <> '[]' ORDER BY d.key`,
  // Whatever was proved has an id, which is taken. The rest may still own a message of the list.
  doubted: `SELECT d.key, ${CLAIM}
    FROM doubt d JOIN request r ON r.request_key = d.request_key ${OF_ACCOUNT}
    JOIN message m ON m.key = d.key JOIN message_body t ON t.key = d.key
    WHERE d.resolved_by IS NOT 'id' AND d.resolved_by IS NOT 'list'
      AND ${SENT_AT} BETWEEN ? AND ?`,
  // A repeated single call may be accepted without an id; a request may be on its way just now.
  idless: `SELECT m.key, ${CLAIM}
    FROM request r ${OF_ACCOUNT}
    JOIN message m ON m.key BETWEEN r.first_key AND r.last_key AND m.request_key = r.request_key
    JOIN message_body t ON t.key = m.key
    WHERE (r.kind = 'single' OR r.phase <> 'settled') AND ${SENT_AT} BETWEEN ? AND ?
      AND m.message_id IS NULL AND m.${HAS_LEFT}
      AND NOT EXISTS (SELECT 1 FROM doubt d
        WHERE d.key = m.key AND d.request_key = m.request_key)`,
  taken: `SELECT m.message_id FROM json_each(?) j CROSS JOIN message m ON m.message_id = j.value
    JOIN batch b ON b.batch_key = m.key / 16777216 AND b.account_key = ?`,
  clockMark: `SELECT (SELECT m.message_id FROM message m
        WHERE m.key BETWEEN r.first_key AND r.last_key AND m.request_key = r.request_key
          AND m.message_id IS NOT NULL LIMIT 1) AS id,
      r.wire_at_ms AS wireAtMs
    FROM request r ${OF_ACCOUNT}
    WHERE r.verdict = 'accepted' AND r.wire_at_ms IS NOT NULL AND id IS NOT NULL
    ORDER BY abs(r.request_key - ?) LIMIT 1`,
  note: `UPDATE doubt SET outcome = ?, evidence = ?, checked_at_ms = ? ${OF_DOUBT}`,
  resolved: `UPDATE doubt SET resolved_by = ?, resolved_at_ms = ? ${OF_DOUBT}`,
  accept: `UPDATE message SET state = ${ACCEPTED}, message_id = ?, error = NULL ${STILL}`,
  asSent: `UPDATE message SET state = ${ACCEPTED}, error = NULL ${STILL}`,
  sendAgain: `UPDATE message SET state = ${QUEUED}, attempt = attempt + 1, request_key = NULL,
    estimate_micro = NULL, answered_micro = NULL, sent_at_ms = NULL, error = NULL ${STILL}`,
  due: `UPDATE request SET due_at_ms = $atMs
    WHERE request_key = $requestKey AND (due_at_ms IS NULL OR due_at_ms > $atMs)`,
} as const;
