/**
 * Makes the pages of an export, here and in threads at once, and gives them in their order.
 *
 * This thread begins at once and goes on whenever it would only wait, so that the threads' start
 * costs nothing. Each thread takes its next page when it is free.
 */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type AppError, AppFailure } from '../../shared/errors.ts';
import { type ExportPlan, openPageMaker, type Page, type PageBytes } from './pages.ts';

/** What a thread is asked: a page, or to end. */
export type ThreadRequest =
  | { readonly kind: 'page'; readonly page: Page; readonly spare: ArrayBuffer | null }
  | { readonly kind: 'close' };

/** What a thread answers. A bug ends it instead. */
export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'page'; readonly page: PageBytes }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Fewer messages are exported before threads have even started. */
const WORTH_THREADS = 40_000;
/** More are hardly faster, as measured on four processors; and each takes some 60 MB. */
const MAX_THREADS = 2;
/** Pages on the way to and from one thread, so that it never waits. */
const PAGES_EACH = 2;
/** Pages made and not given yet, at most: what bounds the memory. */
const MAX_AHEAD = 12;
/**
 * Left to itself, each thread's heap grows to where a million messages take 500 MB. Smaller than this,
 * it spends its time collecting garbage.
 */
const HEAP = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 };

/** A page that was begun somewhere. */
interface Begun {
  readonly made: Promise<PageBytes>;
  isMade: boolean;
}

interface Waiting {
  readonly resolve: (page: PageBytes) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread; it answers in the order in which it is asked. */
class PageThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  readonly #ended: Promise<void>;
  #isReady = false;
  /** Why it cannot work; `null` as long as it can. */
  #failure: unknown = null;

  constructor(workerUrl: URL, plan: ExportPlan) {
    this.#worker = new Worker(workerUrl, { workerData: plan, resourceLimits: HEAP });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => {
      this.#failure = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#failure ??= new Error('an export thread ended early');
        for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
        resolve();
      });
    });
  }

  #take(answer: ThreadAnswer): void {
    if (answer.kind === 'ready') {
      this.#isReady = true;
      return;
    }
    const waiting = this.#waiting.shift();
    if (answer.kind === 'page') waiting?.resolve(answer.page);
    else if (waiting === undefined) this.#failure = new AppFailure(answer.error);
    else waiting.reject(new AppFailure(answer.error));
  }

  /**
   * Whether it can be asked for another page.
   *
   * @throws what it failed with, or ended with.
   */
  isFree(): boolean {
    if (this.#failure !== null) throw this.#failure;
    return this.#isReady && this.#waiting.length < PAGES_EACH;
  }

  make(page: Page, spare: ArrayBuffer | null): Promise<PageBytes> {
    const made = new Promise<PageBytes>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    const request: ThreadRequest = { kind: 'page', page, spare };
    this.#worker.postMessage(request, spare === null ? [] : [spare]);
    return made;
  }

  async close(): Promise<void> {
    const request: ThreadRequest = { kind: 'close' };
    this.#worker.postMessage(request);
    await this.#ended;
  }
}

function startThreads(plan: ExportPlan, workerUrl: URL | null): readonly PageThread[] {
  const messages = plan.batches.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  const processors = availableParallelism();
  if (workerUrl === null || messages < WORTH_THREADS || processors === 1) return [];
  const count = Math.min(MAX_THREADS, processors - 1);
  return Array.from({ length: count }, () => new PageThread(workerUrl, plan));
}

/** Buffers of pages that were written, for further pages. */
class Spares {
  readonly #buffers: ArrayBuffer[] = [];

  take(): ArrayBuffer | null {
    return this.#buffers.pop() ?? null;
  }

  give({ bytes }: PageBytes): void {
    this.#buffers.push(bytes.buffer);
  }
}

/** A page on its way from a thread. */
function begunThere(made: Promise<PageBytes>): Begun {
  const begun: Begun = { made, isMade: false };
  const settled = made.finally(() => {
    begun.isMade = true;
  });
  // A failure is told when its turn comes.
  settled.catch(() => undefined);
  return begun;
}

/** Begins pages, here and there, and keeps their order. */
class PageQueue {
  readonly #pages: Iterator<Page, void>;
  readonly #begun: Begun[] = [];
  #isOver = false;

  constructor(pages: Iterator<Page, void>) {
    this.#pages = pages;
  }

  /** The next page to begin, or `null`: there is none, or too much is begun already. */
  #next(): Page | null {
    if (this.#isOver || this.#begun.length >= MAX_AHEAD) return null;
    const next = this.#pages.next();
    if (next.done === true) this.#isOver = true;
    return next.done === true ? null : next.value;
  }

  /** Gives a thread as much as it takes. */
  feed(thread: PageThread, spares: Spares): void {
    while (thread.isFree()) {
      const page = this.#next();
      if (page === null) return;
      this.#begun.push(begunThere(thread.make(page, spares.take())));
    }
  }

  /** Makes a page here unless the first is made; whether it did. */
  help(make: (page: Page) => PageBytes): boolean {
    if (this.#begun[0]?.isMade === true) return false;
    const page = this.#next();
    if (page === null) return false;
    this.#begun.push({ made: Promise.resolve(make(page)), isMade: true });
    return true;
  }

  /** The first page, which may still be on its way; `undefined` after the last. */
  first(): Promise<PageBytes> | undefined {
    return this.#begun.shift()?.made;
  }
}

/**
 * Makes all pages and gives them in order. A page's buffer is used again after the next is asked for.
 *
 * @param workerUrl the file of `worker.ts`; `null`: everything is made here.
 * @throws AppFailure for an expected failure of the database.
 */
export async function* makePages(
  plan: ExportPlan,
  pages: Iterator<Page, void>,
  workerUrl: URL | null,
): AsyncGenerator<PageBytes, void, undefined> {
  const maker = openPageMaker(plan);
  const threads = startThreads(plan, workerUrl);
  const queue = new PageQueue(pages);
  const spares = new Spares();
  try {
    for (;;) {
      for (const thread of threads) queue.feed(thread, spares);
      if (queue.help((page) => maker.make(page, spares.take()))) {
        // The threads' answers, and everything else that waits, get their turn.
        await setImmediate();
        continue;
      }
      const page = await queue.first();
      if (page === undefined) return;
      yield page;
      spares.give(page);
    }
  } finally {
    maker.close();
    await Promise.all(threads.map((thread) => thread.close()));
  }
}
