/**
 * Whose turn it is to write, first come, first served. SQLite has one writer; inside the process they queue here, without
 * holding up the event loop.
 */
export class WriterTurn {
  private taken = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly patienceMs: number) {}

  /** @returns what ends the turn; calling it twice does nothing */
  async take(): Promise<() => void> {
    if (this.taken) await this.wait();
    this.taken = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.pass();
    };
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const proceed = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(proceed), 1);
        reject(
          new Error(
            `Waited ${this.patienceMs} ms to write and another transaction is still open: inside a transaction every statement goes through its \`tx\`.`,
          ),
        );
      }, this.patienceMs);
      this.waiting.push(proceed);
    });
  }

  private pass(): void {
    // The turn goes straight to the next, so that nobody slips in between.
    const next = this.waiting.shift();
    if (next) next();
    else this.taken = false;
  }
}
