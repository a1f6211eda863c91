import type { HealthReport } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal } from '../../../../src/values/result.js';
import { botEngine } from '../../engine-token.js';
import { countChats } from '../database/chats.js';
import { pollerStatus } from '../database/poller.js';
import { settingsOf } from './means.js';
import { TelegramRefused } from './telegram-client.js';

export interface BotStatus {
  readonly isConfigured: boolean;
  readonly username: string | null;
  readonly mode: string;
  /** somebody fetches updates, or sees to the webhook, now */
  readonly isHeld: boolean;
  readonly lastSeenAt: Date | null;
  /** updates that Telegram still has; null: it does not say */
  readonly waiting: number | null;
  readonly problem: Refusal | null;
  readonly chats: { readonly linked: number; readonly blocked: number };
}

const ANSWER_MS = 3000;

/** How the bot does, for the page and the health report: what is kept, and what Telegram says just now. */
export async function botStatus(context: PluginContext): Promise<BotStatus> {
  const { database } = context;
  const { updates: mode } = await settingsOf({ context });
  const chats = await countChats(database.queries);
  const engine = context.useOptional(botEngine);
  const none = { username: null, isHeld: false, lastSeenAt: null, waiting: null, problem: null };
  if (!engine) return { ...none, mode, chats, isConfigured: false };
  const { client } = engine.means;
  const kept = await pollerStatus(database.queries, client.botId);
  const isHeld = kept?.heldUntil != null && kept.heldUntil > (await database.now());
  const known = { mode, chats, isConfigured: true, isHeld, lastSeenAt: kept?.lastSeenAt ?? null };
  const secretProblem =
    mode === 'webhook' && !context.environment['TELEGRAM_WEBHOOK_SECRET']
      ? { code: 'webhook-secret-missing' }
      : null;
  try {
    const me = await client.ask<{ readonly username: string }>('getMe', {}, { timeoutMs: ANSWER_MS });
    const info = await client.ask<{ readonly pending_update_count: number }>(
      'getWebhookInfo',
      {},
      { timeoutMs: ANSWER_MS },
    );
    const problem = secretProblem ?? kept?.problem ?? (isHeld ? null : { code: 'nobody-polls' });
    return { ...known, problem, username: me.username, waiting: info.pending_update_count };
  } catch (error) {
    const problem = secretProblem ?? problemOf(error);
    return { ...known, problem, username: null, waiting: null };
  }
}

function problemOf(error: unknown): Refusal {
  if (error instanceof TelegramRefused && [401, 404].includes(error.code)) return { code: 'token-refused' };
  return { code: 'telegram-unreachable', reason: error instanceof Error ? error.message : String(error) };
}

export async function botHealth(context: PluginContext): Promise<HealthReport> {
  const { isConfigured, username, problem } = await botStatus(context);
  if (!isConfigured) return { state: 'well', detail: 'no bot is configured' };
  if (!problem) return { state: 'well', detail: `@${username}` };
  const detail = context.translator.text('en', `telegram:refusals.${problem.code}`, problem);
  return { state: 'failing', detail, mend: MENDS[problem.code] ?? 'look at the page “Bot” of the panel' };
}

const MENDS: Readonly<Record<string, string>> = {
  'token-refused': 'set TELEGRAM_BOT_TOKEN as @BotFather gave it',
  'webhook-secret-missing': 'set TELEGRAM_WEBHOOK_SECRET, or choose long polling in the settings',
  'polled-elsewhere': 'end the other program that uses this token',
  'nobody-polls': 'start a process with ROLE=bot or ROLE=all',
  'telegram-unreachable': 'check the network, or TELEGRAM_API_ROOT',
};
