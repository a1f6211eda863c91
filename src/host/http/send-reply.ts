import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { HttpReply } from '../../kernel/contributions.js';
import type { AnswerRefusal } from './answer-failure.js';
import { isUnchanged } from './entity-tag.js';
import { contentPolicyFor } from './security-headers.js';

/** what a document of this content type may load and do */
type ContentPolicy = (contentType: string) => string;
type FileReply = Extract<HttpReply, { contentType: string }>;

/** Puts what a plugin's route answered on the wire. A stream goes out as fast as the reader takes it, and ends when the reader goes. */
export async function sendReply(
  request: Request,
  response: Response,
  plugin: string,
  reply: HttpReply,
  answer: AnswerRefusal,
  policyFor: ContentPolicy = contentPolicyFor,
): Promise<void> {
  response.set('Cache-Control', 'no-store');
  if ('redirect' in reply) return response.redirect(303, reply.redirect);
  if ('refusal' in reply) return answer(request, response, reply.status ?? 422, plugin, reply.refusal);
  if ('json' in reply) {
    if (reply.etag !== undefined && isUnchanged(request, response, reply.etag))
      return void response.status(304).end();
    return void response.status(reply.status ?? 200).json(reply.json);
  }
  await sendFile(response, reply, policyFor);
}

async function sendFile(
  response: Response,
  { status = 200, body, contentType, fileName, inline = false }: FileReply,
  policyFor: ContentPolicy,
): Promise<void> {
  response.status(status);
  if (fileName !== undefined) {
    response.attachment(fileName);
    const disposition = String(response.get('Content-Disposition'));
    if (inline) response.set('Content-Disposition', disposition.replace(/^attachment/, 'inline'));
  }
  response.set('Content-Type', contentType);
  response.set('Content-Security-Policy', policyFor(contentType));
  if (!(body instanceof Readable))
    return void response.send(typeof body === 'string' ? Buffer.from(body) : body);
  try {
    await pipeline(body, response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
