/** Lists being prepared: begun with a file, set, read, and made ready. */
import type { FileHandle } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { createPhoneParser } from '../../shared/domain/phone.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { batchQueries } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import {
  type DraftChange,
  draftQueries,
  type DraftSettings,
  type StoredDraft,
} from '../db/drafts.ts';
import { messageQueries } from '../db/messages.ts';
import { optOutQueries } from '../db/optOuts.ts';
import { refusedQueries } from '../db/refused.ts';
import type { Peek } from '../import/peek.ts';
import { peekInThread } from '../import/peekThread.ts';
import { Builds, named } from './builds.ts';
import {
  currentAccount,
  type Draft,
  type DraftParts,
  expected,
  findDraft,
  shownDraft,
} from './parts.ts';
import { settingsForList, settingsToRepeat, withoutPast } from './repeat.ts';
import { countryOf, defaultSettings, readingOf } from './settings.ts';

/** A list that a draft begins with. */
export type ListSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'made';
      /** The name of the file that it stands for. */
      readonly source: string;
      readonly write: (file: FileHandle) => Promise<void>;
    };

/** What a draft begins with beside its list. */
export interface Beginning {
  /** A draft's or a batch's id: its message, columns and plan are taken over. */
  readonly repeat?: string | undefined;
  /** What is known to be otherwise. */
  readonly settings?: Partial<DraftSettings>;
}

/** A correction as the screen shows it. */
type Corrected = CallOutput<'correctRow'>;

/** The lists being prepared of one data folder. */
export class Drafts {
  readonly parts: DraftParts;
  readonly builds: Builds;
  /** What an earlier process left behind is gone. */
  readonly #tidied: Promise<void>;

  constructor(parts: DraftParts) {
    this.parts = parts;
    this.builds = new Builds(parts);
    const drafts = draftQueries(parts.db);
    drafts.forgetDeleted();
    for (const batchKey of drafts.orphanBatches()) this.builds.remove(batchKey);
    const kept = new Set(drafts.list().map(({ id }) => id));
    this.#tidied = parts.copies
      .removeOthers(kept)
      .catch((error: unknown) => void parts.log.bug(error, 'drafts: removing old copies'));
  }

  /** The lists being prepared, the latest changed first. */
  list(): readonly Draft[] {
    return draftQueries(this.parts.db)
      .list()
      .map((draft) => this.#shown(draft));
  }

  /** Errors: `draft_not_found`. */
  get(id: string): Result<Draft> {
    const found = findDraft(this.parts, id);
    return found.ok ? ok(this.#shown(found.value)) : found;
  }

  /**
   * Begins a draft with a list, or with what is to be repeated for it.
   *
   * Errors, after each of which nothing is left: those of taking the copy (`file_…`) and of looking at it;
   * `batch_not_found` for what is to be repeated; those of the data folder.
   */
  begin(list: ListSource, { repeat, settings }: Beginning = {}): Promise<Result<Draft>> {
    return expected(this.parts, async () => {
      await this.#tidied;
      const repeated = repeat === undefined ? null : settingsToRepeat(this.parts.db, repeat);
      if (repeated !== null && !repeated.ok) return repeated;
      const id = this.parts.newId();
      let isKept = false;
      try {
        const draft = await this.#begin(id, list, repeated?.value ?? null, settings ?? {});
        isKept = draft.ok;
        return draft;
      } finally {
        if (!isKept) await this.parts.copies.remove(id);
      }
    });
  }

  async #begin(
    id: string,
    list: ListSource,
    repeated: DraftSettings | null,
    known: Partial<DraftSettings>,
  ): Promise<Result<Draft>> {
    const { db, clock } = this.parts;
    const source = sourceOf(list);
    const name = basename(source, extname(source));
    const taken = await this.#take(id, list);
    if (!taken.ok) return taken;
    const usual = repeated ?? defaultSettings(name, currentAccount(this.parts));
    // Without a usual country, that of the last list: it stands on the screen, to be looked at.
    const country = usual.country ?? draftQueries(db).lastCountry();
    const start = { ...usual, country, name, ...known };
    const peek = await this.#peekOf(id, { ...start, encoding: null, delimiter: null });
    if (!peek.ok) return err(named(peek.error, { source: pathOf(list) }));
    const createdAtMs = clock.nowMs();
    const found = repeated === null ? start : settingsForList(start, peek.value);
    const settings = withoutPast(found, createdAtMs);
    draftQueries(db).insert({ id, source, settings, createdAtMs });
    return this.get(id);
  }

  /**
   * Another list for the same draft: the message stays, the columns are found again, corrections go.
   *
   * Errors: `draft_not_found`, and those of {@link begin}; the former list is then still there.
   */
  replace(id: string, list: ListSource): Promise<Result<Draft>> {
    return expected(this.parts, async () => {
      const found = findDraft(this.parts, id);
      if (!found.ok) return found;
      const trial = this.parts.newId();
      try {
        const peek = await this.#trial(trial, list, found.value.settings);
        if (!peek.ok) return peek;
        await this.builds.cancel(id);
        const now = findDraft(this.parts, id);
        if (!now.ok) return now;
        await this.parts.copies.move(trial, id);
        this.#change(now.value, {
          source: sourceOf(list),
          settings: settingsForList(now.value.settings, peek.value),
          corrections: new Map(),
          revision: now.value.revision + 1,
          problem: null,
        });
        return this.get(id);
      } finally {
        await this.parts.copies.remove(trial);
      }
    });
  }

  async #trial(id: string, list: ListSource, settings: DraftSettings): Promise<Result<Peek>> {
    const taken = await this.#take(id, list);
    if (!taken.ok) return taken;
    const peek = await this.#peekOf(id, { ...settings, encoding: null, delimiter: null });
    return peek.ok ? peek : err(named(peek.error, { source: pathOf(list) }));
  }

  async #take(id: string, list: ListSource): Promise<Result<void>> {
    const { copies } = this.parts;
    switch (list.kind) {
      case 'file':
        return copies.take(id, list.path);
      case 'text':
        await copies.write(id, (file) => file.writeFile(list.text));
        return ok(undefined);
      case 'made':
        await copies.write(id, list.write);
        return ok(undefined);
    }
  }

  /**
   * The first rows of a list, and what its columns seem to be.
   *
   * Errors: `draft_not_found`; those of opening the list, as where an encoding does not exist.
   */
  peek(id: string): Promise<Result<CallOutput<'peekDraft'>>> {
    return expected(this.parts, async () => {
      const found = findDraft(this.parts, id);
      if (!found.ok) return found;
      const peek = await this.#peekOf(id, found.value.settings);
      if (!peek.ok) return err(named(peek.error, found.value));
      const { columns, rows, problem, ...rest } = peek.value;
      return ok({
        ...rest,
        columns: columns.map((column) => ({ ...column, samples: [...column.samples] })),
        rows: rows.map(({ row, cells }) => ({ row, cells: [...cells] })),
        problem: problem === null ? null : named(problem, found.value),
      });
    });
  }

  #peekOf(id: string, settings: DraftSettings): Promise<Result<Peek>> {
    const { copies, workerUrl, signal } = this.parts;
    const { encoding, delimiter, numberColumn } = settings;
    return peekInThread(
      workerUrl,
      {
        kind: 'peek',
        file: copies.pathOf(id),
        to: numberColumn ?? undefined,
        encoding: encoding ?? undefined,
        delimiter: delimiter ?? undefined,
        country: countryOf(settings, currentAccount(this.parts)),
      },
      signal,
    );
  }

  /** Errors: `draft_not_found`. */
  update(id: string, changes: CallInput<'updateDraft'>['settings']): Result<Draft> {
    const found = findDraft(this.parts, id);
    if (!found.ok) return found;
    const { settings: before, revision } = found.value;
    const said = Object.entries(changes).filter(([, value]) => value !== undefined);
    const settings = { ...before, ...Object.fromEntries(said) } as DraftSettings;
    const account = currentAccount(this.parts);
    const isReadAnew = readingOf(before, account) !== readingOf(settings, account);
    const anew = isReadAnew ? { revision: revision + 1, problem: null } : {};
    this.#change(found.value, { settings, ...anew });
    return this.get(id);
  }

  /** Reads the whole list; see {@link Builds.build}. */
  build(id: string): Promise<Result<Draft>> {
    return expected(this.parts, async () => {
      const built = await this.builds.build(id);
      return built.ok ? this.get(id) : built;
    });
  }

  /** Ends the reading of a list: what was read before stays. */
  async cancelBuild(id: string): Promise<Result<Draft>> {
    await this.builds.cancel(id);
    return this.get(id);
  }

  /** Errors: `draft_not_found`. */
  delete(id: string): Promise<Result<Record<string, never>>> {
    return expected(this.parts, async () => {
      await this.builds.cancel(id);
      const found = findDraft(this.parts, id);
      if (!found.ok) return found;
      draftQueries(this.parts.db).remove(id);
      if (found.value.batchKey !== null) this.builds.remove(found.value.batchKey);
      await this.parts.copies.remove(id);
      return ok({});
    });
  }

  /**
   * Keeps another number for a row that was not taken, or takes it back; the next reading goes by it.
   *
   * Errors: `draft_not_found`; `bad_phone`; `bad_value` for a row that was taken.
   */
  correct(id: string, row: number, value: string | null): Result<Corrected> {
    const found = findDraft(this.parts, id);
    if (!found.ok) return found;
    const draft = found.value;
    const wasRefused =
      draft.batchKey !== null && refusedQueries(this.parts.db).has(draft.batchKey, row);
    if (!wasRefused && !draft.corrections.has(row)) {
      const expectation = 'the row of a number that was not taken';
      return err({ kind: 'bad_value', name: 'row', value: String(row), expected: expectation });
    }
    const corrections = new Map(draft.corrections);
    if (value === null) {
      if (corrections.delete(row)) this.#setCorrections(draft, corrections);
      return ok({ to: null, country: null });
    }
    const country = countryOf(draft.settings, currentAccount(this.parts));
    const phone = createPhoneParser(country).parse(value);
    if (!phone.ok) return err({ kind: 'bad_phone', value, reason: phone.error });
    this.#setCorrections(draft, corrections.set(row, value));
    const { digits } = phone.value;
    const others = [...draft.corrections].filter(([other]) => other !== row);
    const isTwice = others.some(([, typed]) => {
      const other = createPhoneParser(country).parse(typed);
      return other.ok && other.value.digits === digits;
    });
    const leftOut = this.#leftOut(draft, digits, isTwice);
    return ok({ to: digits, country: phone.value.country, leftOut });
  }

  /** Why a good number would be left out at the next reading, as far as the last one tells. */
  #leftOut(
    { batchKey, settings }: StoredDraft,
    digits: string,
    isTwice: boolean,
  ): Corrected['leftOut'] {
    const { db } = this.parts;
    if (optOutQueries(db).has(Number(digits))) return 'opted_out';
    if (settings.allowDuplicates) return null;
    const isThere = batchKey !== null && messageQueries(db).hasRecipient(batchKey, Number(digits));
    return isTwice || isThere ? 'duplicate' : null;
  }

  #setCorrections(draft: StoredDraft, corrections: ReadonlyMap<number, string>): void {
    this.#change(draft, { corrections, revision: draft.revision + 1 });
  }

  #change({ id, batchKey }: StoredDraft, change: DraftChange): void {
    const { db, clock } = this.parts;
    inTransaction(db, () => {
      draftQueries(db).change(id, change, clock.nowMs());
      const name = change.settings?.name;
      if (name !== undefined && batchKey !== null) batchQueries(db).rename(batchKey, name);
    });
  }

  #shown(draft: StoredDraft): Draft {
    return shownDraft(this.parts, draft, this.builds.isRunning(draft.id));
  }
}

/** What the operator knows a list by; nothing where it was pasted. */
function sourceOf(list: ListSource): string {
  switch (list.kind) {
    case 'file':
      return basename(list.path);
    case 'text':
      return '';
    case 'made':
      return list.source;
  }
}

function pathOf(list: ListSource): string {
  return list.kind === 'file' ? list.path : sourceOf(list);
}
