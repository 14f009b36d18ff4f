/** Counts what was sent and not acknowledged yet, and holds the sender back. */
export class UnderWay {
  #items = 0;
  #wake = (): void => undefined;

  /** Something was sent. */
  sent(): void {
    this.#items += 1;
  }

  /** Something was acknowledged. */
  acknowledged(): void {
    this.#items -= 1;
    this.#wake();
  }

  /** Waits until no more than so many are under way. For one waiter at a time. */
  async untilAtMost(items: number): Promise<void> {
    while (this.#items > items) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
