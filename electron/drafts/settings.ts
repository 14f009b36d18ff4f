/** What a list being prepared is set to, and which of it has a say in how it is read. */
import { compileTemplate } from '../../shared/domain/template.ts';
import type { Account } from '../db/accounts.ts';
import type { DraftSettings, StoredDraft } from '../db/drafts.ts';
import { DEFAULT_PLAN } from '../db/sendPlans.ts';
import type { ImportRequest } from '../import/prepare.ts';

/** The settings of a new list. */
export function defaultSettings(name: string, account: Account | null): DraftSettings {
  return {
    name,
    encoding: null,
    delimiter: null,
    country: account?.country ?? null,
    numberColumn: null,
    senderColumn: null,
    textFrom: 'template',
    template: '',
    messageColumn: null,
    fieldColumns: {},
    sender: null,
    allowDuplicates: false,
    plan: DEFAULT_PLAN,
  };
}

/** The sender id of messages that name none; `null` where there is none as yet. */
export function senderOf({ sender }: DraftSettings, account: Account | null): string | null {
  const own = sender?.trim() ?? '';
  return own === '' ? (account?.sender ?? null) : own;
}

/** The country of national numbers. */
export function countryOf({ country }: DraftSettings, account: Account | null): string | null {
  return country ?? account?.country ?? null;
}

function messageOf({ textFrom, template, messageColumn }: DraftSettings): ImportRequest['message'] {
  if (textFrom === 'column') {
    return messageColumn === null ? { nothing: true } : { column: messageColumn };
  }
  return template.trim() === '' ? { nothing: true } : { template };
}

/** The names of a template's fields; none where it cannot be used. */
export function fieldsOf(template: string): readonly string[] {
  const compiled = compileTemplate(template);
  return compiled.ok ? [...new Set(compiled.value.fields.map(({ name }) => name))] : [];
}

/** The columns for those of the template's fields that have other names. */
function mapOf({ template, fieldColumns }: DraftSettings): ReadonlyMap<string, string> {
  const columns = new Map(Object.entries(fieldColumns));
  const mapped = fieldsOf(template).flatMap((field) => {
    const column = columns.get(field);
    return column === undefined ? [] : [[field, column] as const];
  });
  return new Map(mapped);
}

/**
 * What is asked of the import.
 *
 * @param file the private copy of the list.
 */
export function importRequestOf(
  file: string,
  { settings, corrections }: Pick<StoredDraft, 'settings' | 'corrections'>,
  account: Account | null,
): ImportRequest {
  const message = messageOf(settings);
  const sender = senderOf(settings, account);
  const country = countryOf(settings, account);
  return {
    file,
    message,
    to: settings.numberColumn ?? undefined,
    from: sender ?? undefined,
    fromColumn: settings.senderColumn ?? undefined,
    country: country ?? undefined,
    map: 'template' in message ? mapOf(settings) : new Map(),
    encoding: settings.encoding ?? undefined,
    delimiter: settings.delimiter ?? undefined,
    allowDuplicates: settings.allowDuplicates,
    isPreparing: true,
    corrections,
  };
}

/**
 * All of the settings that has a say in the reading, as one text. What does not matter (a column of texts
 * while there is a template) is not in it, so that changing it costs no reading.
 */
export function readingOf(settings: DraftSettings, account: Account | null): string {
  const {
    corrections: _corrections,
    map,
    ...request
  } = importRequestOf('', { settings, corrections: new Map() }, account);
  return JSON.stringify({ ...request, map: [...(map ?? [])] });
}
