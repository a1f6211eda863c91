import type { Update } from 'telegraf/types';
import type { HttpReply, PublicDoor, PublicRequest } from '../../../../src/kernel/contributions.js';
import { isSameSecret } from '../../../../src/kernel/same-secret.js';
import { botEngine } from '../../engine-token.js';
import { settingsOf } from './means.js';
import { webhookPath } from './webhook-address.js';

export const webhookDoor: PublicDoor = {
  method: 'POST',
  path: '/webhook/:path',
  guard:
    'Telegram brings updates: the path is a digest of the bot’s token, and X-Telegram-Bot-Api-Secret-Token is TELEGRAM_WEBHOOK_SECRET, both compared in constant time.',
  maxBytes: 1024 * 1024,
  handle,
};

async function handle({ context, params, headers, body }: PublicRequest): Promise<HttpReply> {
  const engine = context.useOptional(botEngine);
  const secret = context.environment['TELEGRAM_WEBHOOK_SECRET'] ?? '';
  const { updates } = await settingsOf({ context });
  if (engine === null || secret === '' || updates !== 'webhook') return { status: 404, json: {} };
  const isOurs = isSameSecret(params['path'] ?? '', webhookPath(engine.means.client.token));
  const isTelegram = isSameSecret(headers['x-telegram-bot-api-secret-token'] ?? '', secret);
  if (!isOurs || !isTelegram) return { status: 404, json: {} };
  const update = readUpdate(body);
  if (update === null) return { status: 400, json: {} };
  const handled = await engine.handle(update, false);
  return handled === 'done' ? { json: {} } : { status: 503, json: {} };
}

function readUpdate(body: Buffer): Update | null {
  try {
    const update = JSON.parse(body.toString()) as Update | null;
    return Number.isSafeInteger(update?.update_id) ? update : null;
  } catch {
    return null;
  }
}
