/** Calls of the window that ask the API while somebody waits: ended in order before the data closes. */
import type { ApiClient } from '../api/types.ts';

/** Knows who is asking. */
export class OpenQuestions {
  readonly #open = new Map<ApiClient, Promise<unknown>>();

  /** Works with a client, and closes it. */
  async ask<T>(api: ApiClient, work: (api: ApiClient) => Promise<T>): Promise<T> {
    const answer = work(api);
    this.#open.set(api, answer);
    try {
      return await answer;
    } finally {
      this.#open.delete(api);
      await api.close();
    }
  }

  /** Cuts every question off; resolves when what was learnt is written. */
  async settle(): Promise<void> {
    const open = [...this.#open];
    await Promise.all(open.map(([api]) => api.close()));
    // Whoever asked hears of what went wrong.
    await Promise.allSettled(open.map(([, answer]) => answer));
  }
}
