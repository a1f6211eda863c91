// Letters put together: what they tell of, how they go out, and how they are ended.
import type { House } from '../../src/kernel/plugin.js';
import { mailBlockResource, unblock } from './adapters/admin/mail-blocks.js';
import { sendActions } from './adapters/admin/send-actions.js';
import { mailBounce } from './adapters/cli/mail-commands.js';
import { emailChannel } from './adapters/email/email-channel.js';
import { letterDoors } from './adapters/http/letter-doors.js';
import { templateRoutes } from './adapters/http/template-routes.js';
import { sendStatements } from './adapters/jobs/send-statements.js';
import { ledgerNews } from './adapters/database/ledger-news.js';
import { ledgerKinds } from './adapters/notices/ledger-kinds.js';
import { otherKinds } from './adapters/notices/other-kinds.js';
import { statementKind } from './adapters/notices/statement-kind.js';
import { ledgerSubscriptions } from './adapters/notices/tell-ledger.js';
import { makeSendInvoice } from './app/send-invoice.js';
import { channel } from './contract/channel.js';
import { noticeKind } from './contract/notice-kind.js';
import { sentByHand } from './contract/sent-by-hand.js';
import { letterUseCases, makeLetterUseCases } from './letter-use-cases.js';

export function addLetters(house: House): void {
  for (const kind of [...ledgerKinds, statementKind, ...otherKinds]) house.contribute(noticeKind, kind);
  house.contribute(channel, emailChannel);
  for (const subscription of ledgerSubscriptions) house.on(subscription);
  house.provide(letterUseCases, makeLetterUseCases);
  house.provide(sentByHand, (context) => ({
    sendInvoice: makeSendInvoice(context, {
      sendByHand: context.use(letterUseCases).sendByHand,
      factsOf: ledgerNews.invoice,
    }),
  }));

  house.resource(mailBlockResource);
  for (const action of [unblock, ...sendActions]) house.action(action);
  for (const door of letterDoors) house.door(door);
  house.page({
    name: 'templates',
    permission: 'notifications.read',
    icon: 'FileText',
    component: 'plugins/notifications/adapters/admin/templates.page.tsx',
  });
  for (const route of templateRoutes) house.route(route);
  house.command(mailBounce);
  house.job(sendStatements);
}
