/** One recipient of a list: what was imported, the text, and that text sent to a phone of one's own. */
import { createPhoneParser } from '../../shared/domain/phone.ts';
import { countSegments, MAX_PARTS } from '../../shared/domain/segments.ts';
import { checkSender } from '../../shared/domain/sender.ts';
import { compileTemplate } from '../../shared/domain/template.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { bodyQueries } from '../db/bodies.ts';
import { batchQueries, type Batch, type ImportedMessage } from '../db/batches.ts';
import type { StoredDraft } from '../db/drafts.ts';
import { messageKey } from '../db/keys.ts';
import { messageQueries, type PreviewMessage } from '../db/messages.ts';
import { findColumn } from '../import/columns.ts';
import { currentAccount, type DraftParts, findBatch, findDraft } from './parts.ts';
import { countryOf, senderOf } from './settings.ts';

/** A message as tables show it. */
export type ShownMessage = CallOutput<'recipient'>['message'];

/** A stored message as tables show it. */
export function shownMessage(message: PreviewMessage): ShownMessage {
  const { seq, row, recipient, country, sender, text, parts, encoding, estimateMicro } = message;
  const to = String(recipient);
  return { seq, row, to, country, sender, text, parts, encoding, estimateMicro };
}

/** One recipient with the imported fields. Errors: `batch_not_found`, `bad_value` for the place. */
export function recipientOf(
  parts: Pick<DraftParts, 'db'>,
  { batch: id, seq }: CallInput<'recipient'>,
): Result<CallOutput<'recipient'>> {
  const found = findBatch(parts, id);
  if (!found.ok) return found;
  const batch = found.value;
  const values = fieldsAt(parts, batch, seq);
  if (!values.ok) return values;
  const [message] = messageQueries(parts.db).page(batch.key, seq - 1, 1);
  if (message === undefined) throw new Error('a message has a body, but is none');
  const fields = batch.fieldNames.map((column, index) => ({
    column,
    value: values.value[index] ?? '',
  }));
  return ok({ message: shownMessage(message), fields });
}

function fieldsAt(
  { db }: Pick<DraftParts, 'db'>,
  { key, lastSeq }: Batch,
  seq: number,
): Result<readonly string[]> {
  if (seq <= lastSeq) return ok(bodyQueries(db).fields(messageKey(key, seq)));
  return err({ kind: 'bad_value', name: 'seq', value: String(seq), expected: `1-${lastSeq}` });
}

/** A list's fields by column, of one recipient. */
function valueReader(
  columns: readonly string[],
  values: readonly string[],
): (column: string) => string | undefined {
  return (column) => {
    const found = findColumn(columns, column);
    return found.ok ? values[found.value] : undefined;
  };
}

/** The text that the draft's settings of this moment give one recipient. */
function textOf(
  { settings }: StoredDraft,
  valueOf: (column: string) => string | undefined,
): Result<string> {
  const { textFrom, template, messageColumn, fieldColumns } = settings;
  if (textFrom === 'column') return ok(valueOf(messageColumn ?? '') ?? '');
  const compiled = compileTemplate(template);
  if (!compiled.ok) return compiled;
  const mapped = new Map(Object.entries(fieldColumns));
  const text = compiled.value.render((field) => valueOf(mapped.get(field) ?? field)?.trim());
  if (text.ok) return text;
  const { field } = text.error;
  return err({ kind: 'bad_value', name: 'field', value: field, expected: 'a value or a default' });
}

/**
 * Makes a list of one message, ready to be sent: the text of one recipient, by the settings of this moment,
 * to a phone of the operator's own. Sending it is the next step, and the operator's.
 *
 * Errors: `draft_not_found`, `draft_not_built` where the list was never read; `bad_phone`; `bad_template`;
 * `sender_missing`, `bad_sender`; `bad_value` for the place, for a field that this recipient has not, and
 * for a text that is empty or too long.
 */
export function makeTest(
  parts: DraftParts,
  { draft: id, seq, to, name }: CallInput<'sendTest'>,
): Result<CallOutput<'sendTest'>> {
  const { db } = parts;
  const draft = findDraft(parts, id);
  if (!draft.ok) return draft;
  const { batchKey, settings } = draft.value;
  if (batchKey === null) return err({ kind: 'draft_not_built', draft: id });
  const account = currentAccount(parts);
  const phone = createPhoneParser(countryOf(settings, account)).parse(to);
  if (!phone.ok) return err({ kind: 'bad_phone', value: to, reason: phone.error });
  const batch = batchQueries(db).get(batchKey);
  const values = fieldsAt(parts, batch, seq);
  if (!values.ok) return values;
  const valueOf = valueReader(batch.fieldNames, values.value);
  const text = textOf(draft.value, valueOf);
  if (!text.ok) return text;
  const sender = testSender(settings.senderColumn, valueOf, senderOf(settings, account));
  if (!sender.ok) return sender;
  const checked = checkedText(text.value);
  if (!checked.ok) return checked;
  return ok({
    batch: storeTest(parts, draft.value, name ?? `Test: ${settings.name}`, {
      row: 2,
      recipient: Number(phone.value.digits),
      country: phone.value.country,
      ...checked.value,
      sender: sender.value,
      text: text.value,
      fields: values.value,
    }),
  });
}

function testSender(
  column: string | null,
  valueOf: (column: string) => string | undefined,
  fallback: string | null,
): Result<string> {
  const own = column === null ? '' : (valueOf(column) ?? '').trim();
  const value = own === '' ? fallback : own;
  if (value === null) return err({ kind: 'sender_missing' });
  const sender = checkSender(value);
  return sender.ok ? sender : err({ kind: 'bad_sender', value, problem: sender.error });
}

function checkedText(
  text: string,
): Result<Pick<ReturnType<typeof countSegments>, 'parts' | 'encoding'>> {
  const { parts, encoding } = countSegments(text);
  if (text.trim() !== '' && parts <= MAX_PARTS) return ok({ parts, encoding });
  return err({ kind: 'bad_value', name: 'text', value: '', expected: `1-${MAX_PARTS} SMS` });
}

function storeTest(
  { db, clock, newId, emit }: DraftParts,
  { source, settings, batchKey }: StoredDraft,
  name: string,
  message: ImportedMessage,
): string {
  const batches = batchQueries(db);
  const { fieldNames } = batches.get(batchKey ?? 0);
  const id = newId();
  const atMs = clock.nowMs();
  const key = batches.create({
    id,
    name,
    accountKey: null,
    source,
    template: settings.textFrom === 'template' ? settings.template : null,
    fieldNames,
    allowDuplicates: false,
    createdAtMs: atMs,
  });
  // Ended in between, it is an import that the next start deletes.
  batches.appendSlice(key, { messages: [message], refused: [] });
  batches.finishImport(key, { rows: 1, rejected: 0, duplicates: 0, suppressed: 0 }, atMs);
  emit('batchesChanged', {});
  return id;
}
