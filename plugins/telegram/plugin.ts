import { definePlugin } from '../../src/kernel/plugin.js';
import { chatActions, chatResource } from './adapters/admin/chat-resources.js';
import { pages } from './adapters/admin/pages.js';
import { broadcastResource } from './adapters/admin/broadcast-resource.js';
import { makeEngine } from './adapters/bot/engine.js';
import { managerFeatures } from './adapters/bot/manager-features.js';
import { ownFeatures } from './adapters/bot/own-features.js';
import { botHealth } from './adapters/bot/status.js';
import { representativeFeatures } from './adapters/bot/representative-features.js';
import { webhookDoor } from './adapters/bot/webhook-door.js';
import { reportDelivery } from './adapters/channel/report-delivery.js';
import { telegramChannel } from './adapters/channel/telegram-channel.js';
import { channel } from '../notifications/contract/channel.js';
import { deliveryChannel } from '../reports/contract/delivery.js';
import { broadcastKind } from './adapters/channel/broadcast-kind.js';
import { makeStoredBroadcasts } from './adapters/database/broadcasts.js';
import { sendBroadcasts } from './adapters/jobs/broadcast-job.js';
import { makeBroadcasts } from './app/broadcasts.js';
import { broadcasts } from './broadcasts-token.js';
import { noticeKind } from '../notifications/contract/notice-kind.js';
import { staffApprovals } from './adapters/bot/claim-approvals.js';
import { staffFeatures } from './adapters/bot/staff-features.js';
import { broadcastRoutes } from './adapters/http/broadcast-routes.js';
import { botRoutes } from './adapters/http/routes.js';
import { clearOld } from './adapters/jobs/clear-old.js';
import { botApproval, botFeature } from './contract/feature.js';
import { chatLinks } from './contract/links.js';
import { linksWithoutBot } from './app/links-without-bot.js';
import { botEngine } from './engine-token.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'telegram',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['analytics', 'billing', 'daily-entries', 'imports', 'notifications', 'reports'],
  settings,
  environment: [
    {
      name: 'TELEGRAM_BOT_TOKEN',
      meaning: 'Token of the bot, as @BotFather gave it; without it there is no bot.',
      default: '',
      example: '123456789:AA…',
    },
    {
      name: 'TELEGRAM_API_ROOT',
      meaning: 'Where the Bot API answers: a Bot API server of your own.',
      default: 'https://api.telegram.org',
      example: 'http://127.0.0.1:8081',
    },
    {
      name: 'TELEGRAM_WEBHOOK_SECRET',
      meaning:
        '1 to 256 of A–Z, a–z, 0–9, _ and -, by which updates that Telegram brings are known; needed for webhooks.',
      default: '',
      example: 'the output of `openssl rand -hex 32`',
    },
  ],
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.offer(botFeature);
    house.offer(botApproval);
    for (const feature of representativeFeatures) house.contribute(botFeature, feature);
    for (const feature of ownFeatures) house.contribute(botFeature, feature);
    for (const feature of managerFeatures) house.contribute(botFeature, feature);
    house.provide(botEngine, makeEngine);
    house.provide(chatLinks, (context) => context.useOptional(botEngine)?.means.links ?? linksWithoutBot);
    house.door(webhookDoor);
    house.resource(chatResource);
    for (const action of chatActions) house.action(action);
    for (const page of pages) house.page(page);
    for (const route of [...botRoutes, ...broadcastRoutes]) house.route(route);
    house.healthCheck({ name: 'bot', check: botHealth });
    house.job(clearOld);
    house.contribute(channel, telegramChannel);
    house.contribute(deliveryChannel, reportDelivery);
    for (const feature of staffFeatures) house.contribute(botFeature, feature);
    for (const approval of staffApprovals) house.contribute(botApproval, approval);
    house.provide(broadcasts, (context) =>
      makeBroadcasts(context, makeStoredBroadcasts(context.database.dialect)),
    );
    house.contribute(noticeKind, broadcastKind);
    house.job(sendBroadcasts);
    house.resource(broadcastResource);
  },
  // Updates are fetched where the bot runs; messages are sent by workers too.
  roles: ['bot'],
  start: async (context) => context.useOptional(botEngine)?.start(),
  stop: async (context) => context.useOptional(botEngine)?.stop(),
  timeoutMs: 15_000,
});
