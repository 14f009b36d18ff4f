/** Makes pages of an export in threads, or here, and gives them in their order. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type AppError, AppFailure } from '../../shared/errors.ts';
import { type ExportPlan, openPageMaker, type Page, type PageBytes } from './pages.ts';

/** What a thread is asked: a page, or to end. */
export type ThreadRequest =
  | { readonly kind: 'page'; readonly page: Page; readonly spare: ArrayBuffer | null }
  | { readonly kind: 'close' };

/** What a thread answers. A bug ends it instead. */
export type ThreadAnswer =
  | { readonly kind: 'page'; readonly page: PageBytes }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Makes pages, somewhere. */
export interface PageSource {
  /** So many pages should be asked for before the first is waited for. */
  readonly ahead: number;
  /** @throws AppFailure for an expected failure of the database. */
  make(page: Page): Promise<PageBytes>;
  /** Gives back the buffer of a page that is no longer needed. */
  recycle(page: PageBytes): void;
  close(): Promise<void>;
}

/** Fewer messages are exported before threads have even started. */
const WORTH_THREADS = 20_000;
/** More are hardly faster, for one thread writes the file; and each takes some 60 MB. */
const MAX_THREADS = 3;
/** Pages on the way to and from one thread, so that it never waits. */
const PAGES_EACH = 2;
/**
 * Left to itself, each thread's heap grows to where a million messages take 500 MB. Smaller than this,
 * it spends its time collecting garbage.
 */
const HEAP = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 };

/** Makes pages in this thread. */
function hereSource(plan: ExportPlan): PageSource {
  const maker = openPageMaker(plan);
  let spare: ArrayBuffer | null = null;
  return {
    ahead: 1,
    make: (page) => Promise.resolve(maker.make(page, spare)),
    recycle: ({ bytes }) => {
      spare = bytes.buffer;
    },
    close: () => Promise.resolve(maker.close()),
  };
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
  #bug: unknown = null;

  constructor(workerUrl: URL, plan: ExportPlan) {
    this.#worker = new Worker(workerUrl, { workerData: plan, resourceLimits: HEAP });
    this.#worker.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.shift();
      if (answer.kind === 'page') waiting?.resolve(answer.page);
      else waiting?.reject(new AppFailure(answer.error));
    });
    this.#worker.on('error', (error) => {
      this.#bug = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        const reason = this.#bug ?? new Error('an export thread ended early');
        for (const { reject } of this.#waiting.splice(0)) reject(reason);
        resolve();
      });
    });
  }

  make(page: Page, spare: ArrayBuffer | null): Promise<PageBytes> {
    const made = new Promise<PageBytes>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    // Waited for in order, so later failures may come before anyone listens.
    made.catch(() => undefined);
    this.#send({ kind: 'page', page, spare });
    return made;
  }

  #send(request: ThreadRequest): void {
    const transfer = request.kind === 'page' && request.spare !== null ? [request.spare] : [];
    this.#worker.postMessage(request, transfer);
  }

  async close(): Promise<void> {
    this.#send({ kind: 'close' });
    await this.#ended;
  }
}

/** Makes pages in threads, in turn. */
function threadSource(workerUrl: URL, plan: ExportPlan): PageSource {
  const count = Math.min(MAX_THREADS, availableParallelism());
  const threads = Array.from({ length: count }, () => new PageThread(workerUrl, plan));
  const spares: ArrayBuffer[] = [];
  let turn = 0;
  return {
    ahead: count * PAGES_EACH,
    make(page) {
      const thread = threads[turn % threads.length];
      turn += 1;
      if (thread === undefined) throw new Error('no threads');
      return thread.make(page, spares.pop() ?? null);
    },
    recycle: ({ bytes }) => {
      spares.push(bytes.buffer);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** Opens a source of pages: threads where there is a worker and enough to do, else this thread. */
export function openPageSource(plan: ExportPlan, workerUrl: URL | null): PageSource {
  const messages = plan.batches.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  const isWorth = messages >= WORTH_THREADS && availableParallelism() > 1;
  return isWorth && workerUrl !== null ? threadSource(workerUrl, plan) : hereSource(plan);
}

/** Makes all pages, some of them ahead, and gives them in order. */
export async function* madePages(
  source: PageSource,
  pages: Iterable<Page>,
): AsyncGenerator<PageBytes, void, undefined> {
  const made: Promise<PageBytes>[] = [];
  for (const page of pages) {
    made.push(source.make(page));
    if (made.length < source.ahead) continue;
    const first = await made.shift();
    if (first !== undefined) yield first;
  }
  for (const page of made) yield await page;
}
