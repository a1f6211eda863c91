import { createHash } from 'node:crypto';
import type { BotMeans } from './means.js';

/** A part of the address that only who knows the token can know. */
export const webhookPath = (token: string): string =>
  createHash('sha256').update(`webhook:${token}`).digest('base64url');

interface WebhookInfo {
  readonly url: string;
}

/** Tells Telegram where to bring updates, unless it knows. */
export async function keepWebhook(
  { context, client }: BotMeans,
  allowedUpdates: readonly string[],
): Promise<void> {
  const url = context.mail.link(`/x/telegram/webhook/${webhookPath(client.token)}`);
  const known = await client.ask<WebhookInfo>('getWebhookInfo', {});
  if (known.url === url) return;
  await client.ask('setWebhook', {
    ...{ url, allowed_updates: allowedUpdates },
    secret_token: context.environment['TELEGRAM_WEBHOOK_SECRET'] ?? '',
  });
}
