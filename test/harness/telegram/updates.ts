// How updates reach the bot: by getUpdates, or brought to its webhook. One of the two at a time.
import { Refused, badRequest } from './chats.js';

export type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };

interface Webhook {
  readonly url: string;
  readonly secret: string | null;
  problem: string | null;
}

const RETRY_MS = 150;
const LATEST_MS = 45_000;

export class Updates {
  private queue: Update[] = [];
  private next = 700_001;
  private poll: { readonly answer: () => void; readonly signal: AbortSignal; conflict: boolean } | null =
    null;
  private readonly handled = new Map<number, () => void>();
  private bringing: Promise<void> | null = null;
  private isClosed = false;
  webhook: Webhook | null = null;

  get waiting(): number {
    return this.queue.length;
  }

  /** Resolves when the bot has confirmed it. */
  push(content: Readonly<Record<string, unknown>>): Promise<void> {
    const update: Update = { update_id: this.next++, ...content };
    return this.redeliver(update);
  }

  /** An update that the bot may have had before. */
  redeliver(update: Update): Promise<void> {
    this.queue.push(update);
    const done = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`the bot did not confirm within 45 s: ${JSON.stringify(update)}`)),
        LATEST_MS,
      );
      this.handled.set(update.update_id, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.poll?.answer();
    this.bring();
    return done;
  }

  async get(values: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<readonly Update[]> {
    if (this.webhook)
      throw new Refused(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    if (this.poll && !this.poll.signal.aborted) {
      this.poll.conflict = true;
      this.poll.answer();
    }
    const offset = Number(values['offset'] ?? 0);
    const limit = Number(values['limit'] ?? 100);
    if (limit < 1 || limit > 100) throw badRequest('limit must be between 1 and 100');
    this.confirm(({ update_id: id }) => id < offset);
    if (this.queue.length === 0) {
      const conflict = await this.await(Number(values['timeout'] ?? 0) * 1000, signal);
      if (conflict)
        throw new Refused(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        );
    }
    return this.queue.slice(0, limit);
  }

  private await(ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const poll = {
        signal,
        conflict: false,
        answer: () => {
          clearTimeout(timer);
          if (this.poll === poll) this.poll = null;
          resolve(poll.conflict);
        },
      };
      const timer = setTimeout(poll.answer, ms);
      signal.addEventListener('abort', poll.answer, { once: true });
      this.poll = poll;
    });
  }

  private confirm(which: (update: Update) => boolean): void {
    for (const update of this.queue.filter(which)) {
      this.handled.get(update.update_id)?.();
      this.handled.delete(update.update_id);
    }
    this.queue = this.queue.filter((update) => !which(update));
  }

  setWebhook(url: string, secret: string | null): void {
    if (url !== '' && !/^https:\/\/|^http:\/\/127\.0\.0\.1/.test(url))
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (secret !== null && !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
      throw badRequest('secret token contains unallowed characters');
    this.webhook = url === '' ? null : { url, secret, problem: null };
    this.bring();
  }

  private bring(): void {
    if (!this.webhook || this.bringing) return;
    this.bringing = this.bringAll().finally(() => (this.bringing = null));
  }

  /** One after the other; what is not answered with 2xx is brought again. */
  private async bringAll(): Promise<void> {
    while (this.webhook && this.queue[0] && !this.isClosed) {
      const [update] = this.queue;
      const problem = await this.bringOne(this.webhook, update);
      this.webhook.problem = problem;
      if (problem === null) this.confirm((each) => each === update);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  private async bringOne({ url, secret }: Webhook, update: Update): Promise<string | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
      });
      await response.arrayBuffer();
      return response.ok
        ? null
        : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    } catch (error) {
      return String(error);
    }
  }

  close(): void {
    this.isClosed = true;
    this.confirm(() => true);
    this.poll?.answer();
  }
}
