/** Runs what belongs to one chat in order, and several chats side by side. */
export class ChatQueues {
  private readonly last = new Map<number, Promise<unknown>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly atOnce = 16) {}

  run<Done>(chatId: number, work: () => Promise<Done>): Promise<Done> {
    const before = this.last.get(chatId) ?? Promise.resolve();
    const mine = before.then(() => this.within(work));
    const settled = mine.catch(() => undefined);
    this.last.set(chatId, settled);
    void settled.then(() => {
      if (this.last.get(chatId) === settled) this.last.delete(chatId);
    });
    return mine;
  }

  private async within<Done>(work: () => Promise<Done>): Promise<Done> {
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
