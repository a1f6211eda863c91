import { renderSVG } from 'uqr';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { chatLinks } from '../../contract/links.js';
import { botEngine } from '../../engine-token.js';
import { botStatus } from '../bot/status.js';
import { chats } from '../database/chats.js';

export const botRoutes: readonly HttpRoute[] = [
  { method: 'GET', path: '/status', permission: 'telegram.read', handle: showStatus },
  { method: 'GET', path: '/my-chat', permission: 'telegram.use', handle: showOwnChat },
  { method: 'POST', path: '/my-chat/link', permission: 'telegram.use', handle: linkOwnChat },
  { method: 'POST', path: '/my-chat/unlink', permission: 'telegram.use', handle: unlinkOwnChat },
];

async function showStatus({ context, language }: HttpRequest): Promise<HttpReply> {
  const { problem, ...status } = await botStatus(context);
  const sentence = problem && context.translator.text(language, `telegram:refusals.${problem.code}`, problem);
  return { json: { ...status, problem: sentence } };
}

async function showOwnChat({ context, actor }: HttpRequest): Promise<HttpReply> {
  const [chat] = await chats.linkedOf(context.database.queries, actor.userId === null ? [] : [actor.userId]);
  const isConfigured = context.useOptional(botEngine) !== null;
  const shown = chat ? { username: chat.username, linkedAt: chat.linkedAt } : null;
  return { json: { isConfigured, chat: shown } };
}

async function linkOwnChat({ context, actor }: HttpRequest): Promise<HttpReply> {
  const link = await context.use(chatLinks).makeLink(actor, actor.userId ?? '');
  if (!link.ok) return { refusal: link.error };
  const { url, expiresAt } = link.value;
  // Ready for <img src>: the panel's policy takes pictures from data.
  const picture = Buffer.from(renderSVG(url, { border: 2 })).toString('base64');
  return { json: { url, expiresAt, qr: `data:image/svg+xml;base64,${picture}` } };
}

async function unlinkOwnChat({ context, actor }: HttpRequest): Promise<HttpReply> {
  const [chat] = await chats.linkedOf(context.database.queries, actor.userId === null ? [] : [actor.userId]);
  if (!chat) return { refusal: { code: 'chat-not-found' } };
  const ended = await context.use(chatLinks).unlink(actor, chat.id);
  return ended.ok ? { json: {} } : { refusal: ended.error };
}
