import type { PrintedDocument } from '../../../billing/contract/documents.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { Talk } from '../../contract/feature.js';
import { refused } from './refused.js';
import { told } from './representative-words.js';

/** Sends what billing prints as a file, or says why there is none. */
export async function sendPrint(
  talk: Talk,
  print: () => Promise<Result<PrintedDocument, Refusal>>,
): Promise<void> {
  try {
    const printed = await print();
    if (!printed.ok) return await talk.send(told(talk, refused(talk, 'billing', printed.error)));
    const { fileName, bytes, digest } = printed.value;
    await talk.sendDocument({ name: fileName, contentType: 'application/pdf', content: bytes, digest });
  } catch (error) {
    if (!(error instanceof DocumentsUnavailable)) throw error;
    talk.context.log.warn({ err: error }, 'nothing can be printed here');
    await talk.send(told(talk, talk.t('telegram:bot.rep.no-prints')));
  }
}
