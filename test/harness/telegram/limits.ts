/** What the documentation says of how fast a bot may send ("Bots FAQ", "Broadcasting to users"). */
export interface SendingLimits {
  readonly perSecond: number;
  /** of one chat; `chatBurst` at once */
  readonly perChatSecond: number;
  readonly chatBurst: number;
  readonly perGroupMinute: number;
}

export const TELEGRAM_LIMITS: SendingLimits = {
  perSecond: 30,
  perChatSecond: 1,
  chatBurst: 4,
  perGroupMinute: 20,
};

/** Counts by real time what was sent, and says after how many seconds it may go on. */
export class SendingRecord {
  private sent: number[] = [];
  private readonly groups = new Map<number, number[]>();
  private readonly chats = new Map<number, { tokens: number; at: number }>();
  /** the most that was seen within one second */
  busiestSecond = 0;

  constructor(private readonly limits: SendingLimits) {}

  /** Null: it may be sent, and is counted. Otherwise `retry_after`, in seconds. */
  take(chatId: number, isNewMessage: boolean): number | null {
    const now = performance.now();
    this.sent = this.sent.filter((at) => at > now - 1000);
    if (this.sent.length >= this.limits.perSecond) return 1;
    const wait = isNewMessage ? (chatId < 0 ? this.group(chatId, now) : this.chat(chatId, now)) : null;
    if (wait !== null) return wait;
    this.sent.push(now);
    this.busiestSecond = Math.max(this.busiestSecond, this.sent.length);
    return null;
  }

  private group(chatId: number, now: number): number | null {
    const recent = (this.groups.get(chatId) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= this.limits.perGroupMinute) return 60;
    this.groups.set(chatId, [...recent, now]);
    return null;
  }

  private chat(chatId: number, now: number): number | null {
    const { perChatSecond, chatBurst } = this.limits;
    const known = this.chats.get(chatId) ?? { tokens: chatBurst, at: now };
    const tokens = Math.min(chatBurst, known.tokens + ((now - known.at) / 1000) * perChatSecond);
    const isFull = tokens < 1;
    this.chats.set(chatId, { tokens: isFull ? tokens : tokens - 1, at: now });
    return isFull ? Math.ceil((1 - tokens) / perChatSecond) : null;
  }
}
