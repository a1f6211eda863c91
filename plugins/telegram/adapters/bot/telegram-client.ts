import { setTimeout as wait } from 'node:timers/promises';
import { Telegram, TelegramError } from 'telegraf';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { TelegramSettings } from '../../settings.js';
import { sendingRules } from '../../domain/sending-rules.js';
import { pause, reserve, reserveSpare, type BucketOf } from '../database/buckets.js';

/** Telegram answered, and refused. */
export class TelegramRefused extends Error {
  readonly code: number;
  readonly description: string;
  /** milliseconds */
  readonly retryAfterMs: number | null;

  constructor(method: string, cause: TelegramError) {
    super(`${method}: ${cause.description}`, { cause });
    this.code = cause.code;
    this.description = cause.description;
    const seconds = cause.parameters?.retry_after;
    this.retryAfterMs = seconds === undefined ? null : seconds * 1000;
  }

  /** Nobody reads this chat any more. */
  get isGone(): boolean {
    return this.code === 403 || /chat not found/.test(this.description);
  }
}

/** No answer came. */
export class TelegramUnreachable extends Error {
  /** whether the request had its effect is not known */
  readonly mayHaveArrived: boolean;

  constructor(method: string, cause: unknown) {
    super(`${method}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.mayHaveArrived = !NEVER_CONNECTED.has((cause as { readonly code?: unknown }).code);
  }
}

/** Codes of Node's with which a request did not leave this machine. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export interface CallOptions {
  /** `person`: somebody waits for it, so it goes first and is tried again; `bulk`: it leaves room for others and is tried once */
  readonly urgency: 'person' | 'bulk';
  readonly signal?: AbortSignal;
  /** of the answer; default 30 s */
  readonly timeoutMs?: number;
}

/** A bulk message that would have to wait longer than it may. */
export class MustWait extends Error {
  constructor(readonly ms: number) {
    super(`nothing may be sent for ${ms} ms`);
  }
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_BULK_WAIT_MS = 5_000;
/** So many chats in a row that are told to wait, and it is the bot that is too fast. */
const BROAD = 3;

type Payload = Readonly<Record<string, unknown>>;

/** The Bot API for one token, within the limits that all processes share. */
export class TelegramClient {
  readonly botId: bigint;
  private readonly telegram: Telegram;
  private refusedInARow = new Set<string>();

  constructor(
    private readonly context: PluginContext,
    readonly token: string,
    readonly apiRoot: string,
  ) {
    this.botId = BigInt(token.split(':')[0] ?? 0);
    this.telegram = new Telegram(token, { apiRoot });
  }

  /** @throws TelegramRefused, TelegramUnreachable, MustWait */
  async call<Answer>(method: string, payload: Payload, options: CallOptions): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (isSending(method)) await this.reserve(payload, options);
        const answer = await this.ask<Answer>(method, payload, options);
        if (isSending(method)) this.refusedInARow = new Set();
        return answer;
      } catch (error) {
        const waitMs = await this.afterFailure(error, payload);
        const isOver = options.urgency === 'bulk' || attempt >= ATTEMPTS || options.signal?.aborted;
        if (isOver || waitMs === null || waitMs > LONGEST_WAIT_MS) throw error;
        await wait(Math.max(waitMs, 100 * 2 ** attempt), undefined, signalOf(options));
      }
    }
  }

  /** One request, without limits. */
  async ask<Answer>(
    method: string,
    payload: Payload,
    { signal, timeoutMs = TIMEOUT_MS }: Omit<CallOptions, 'urgency'> = {},
  ): Promise<Answer> {
    const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])];
    try {
      // Telegraf's own signal type is that of an older shim.
      const options = { signal: AbortSignal.any(signals) as never };
      return (await this.telegram.callApi(method as never, payload as never, options)) as Answer;
    } catch (error) {
      if (error instanceof TelegramError) throw new TelegramRefused(method, error);
      throw new TelegramUnreachable(method, error);
    }
  }

  /** Milliseconds after which it may be tried again; null: never. */
  private async afterFailure(error: unknown, payload: Payload): Promise<number | null> {
    if (error instanceof TelegramUnreachable) return 0;
    if (!(error instanceof TelegramRefused)) return null;
    if (error.code >= 500) return 0;
    if (error.code !== 429) return null;
    const ms = error.retryAfterMs ?? 1000;
    const chat = String(payload['chat_id'] ?? '');
    this.refusedInARow.add(chat);
    const isBroad = chat === '' || this.refusedInARow.size >= BROAD;
    const { bot, chat: own } = await this.buckets(chat);
    await pause(this.context.database, isBroad ? bot : own, ms);
    return ms;
  }

  private async reserve(payload: Payload, options: CallOptions): Promise<void> {
    const { bot, chat } = await this.buckets(String(payload['chat_id'] ?? ''));
    const { database } = this.context;
    if (options.urgency === 'person') {
      const ms = await reserve(database, [bot, chat]);
      if (ms > 0) await wait(ms, undefined, signalOf(options));
      return;
    }
    for (;;) {
      const ms = await reserveSpare(database, [bot, chat]);
      if (ms === 0) return;
      if (ms > LONGEST_BULK_WAIT_MS) throw new MustWait(ms);
      await wait(ms, undefined, signalOf(options));
    }
  }

  private async buckets(chatId: string): Promise<{ readonly bot: BucketOf; readonly chat: BucketOf }> {
    const { messagesPerSecond, chatMessagesPerSecond } =
      (await this.context.settings()) as unknown as TelegramSettings;
    const rules = sendingRules(messagesPerSecond, chatMessagesPerSecond);
    return {
      bot: { key: `bot:${this.botId}`, rule: rules.bot },
      chat: { key: `chat:${this.botId}:${chatId}`, rule: chatId.startsWith('-') ? rules.group : rules.chat },
    };
  }
}

const signalOf = ({ signal }: CallOptions) => (signal ? { signal } : {});

const isSending = (method: string): boolean => /^(send(?!ChatAction)|editMessage)/.test(method);
