/** The one session that the window is on, and changing it. */
import { err, ok, type AppError, type Result } from '../shared/errors.ts';
import type { AppSettingsStore } from './appSettings.ts';
import type { LongWork } from './ipc/context.ts';
import type { OpenSession } from './session.ts';

/** What changing sessions needs. */
export interface SessionsDeps {
  readonly settings: Pick<AppSettingsStore, 'get' | 'set'>;
  readonly open: (mode: OpenSession['mode']) => Promise<Result<OpenSession>>;
  /** All long work; it works on whatever session is current. */
  readonly work: () => readonly LongWork[];
  /** Another session is current: the window loads anew. */
  readonly changed: () => void;
}

/** The sessions of the window. */
export interface Sessions {
  current(): OpenSession;
  /** Why practising could not begin at this start, although it was on; the real data is open. */
  readonly practiceRefused: AppError | null;
  /** Errors: `work_running`, those of opening a session; the current one then stays. */
  switchTo(mode: OpenSession['mode']): Promise<Result<null>>;
  /** What is under way that leaving would interrupt. */
  busyWith(): ReturnType<LongWork['busyWith']>;
  /** Settles all work and closes the data. */
  close(): Promise<void>;
}

/** Delivery reports can be asked for again; other work is not ended without a word. */
const isInterruptible = (work: ReturnType<LongWork['busyWith']>): boolean => work === 'reports';

/** Opens the session that the settings name. Where practising cannot begin, it is the real one. */
export async function startSessions(deps: SessionsDeps): Promise<Result<Sessions>> {
  const wanted = deps.settings.get().practiceMode ? 'practice' : 'live';
  const opened = await deps.open(wanted);
  if (opened.ok) return ok(new SessionHolder(deps, opened.value, null));
  if (wanted === 'live') return opened;
  deps.settings.set({ practiceMode: false });
  const live = await deps.open('live');
  return live.ok ? ok(new SessionHolder(deps, live.value, opened.error)) : live;
}

class SessionHolder implements Sessions {
  readonly practiceRefused: AppError | null;
  readonly #deps: SessionsDeps;
  #current: OpenSession;
  #isSwitching = false;

  constructor(deps: SessionsDeps, first: OpenSession, practiceRefused: AppError | null) {
    this.#deps = deps;
    this.#current = first;
    this.practiceRefused = practiceRefused;
  }

  current(): OpenSession {
    return this.#current;
  }

  busyWith(): ReturnType<LongWork['busyWith']> {
    const works = this.#deps.work().map((work) => work.busyWith());
    // A send is what must be asked about, whatever runs beside it.
    if (works.includes('send')) return 'send';
    return works.find((work) => work !== null && !isInterruptible(work)) ?? null;
  }

  async switchTo(mode: OpenSession['mode']): Promise<Result<null>> {
    if (mode === this.#current.mode) return ok(null);
    const work = this.busyWith();
    if (work !== null) return err({ kind: 'work_running', work });
    // A second click while the first one's session opens changes nothing.
    if (this.#isSwitching) return ok(null);
    this.#isSwitching = true;
    try {
      const opened = await this.#deps.open(mode);
      if (!opened.ok) return opened;
      await this.#settle();
      const before = this.#current;
      this.#current = opened.value;
      await before.close();
    } finally {
      this.#isSwitching = false;
    }
    this.#deps.settings.set({ practiceMode: mode === 'practice' });
    this.#deps.changed();
    return ok(null);
  }

  async close(): Promise<void> {
    await this.#settle();
    await this.#current.close();
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#deps.work().map((work) => work.settle()));
  }
}
