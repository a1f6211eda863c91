import type { MailAttachment } from '../../../../src/kernel/ports.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { PrintedDocument } from '../../../billing/contract/documents.js';

/** @throws when it cannot be printed: the letter says that it is there, so it waits for another attempt */
export function attached(
  printed: Result<PrintedDocument, Refusal>,
): MailAttachment & { readonly digest: string } {
  if (!printed.ok) throw new Error(`what the letter brings cannot be printed: ${printed.error.code}`);
  const { fileName, bytes, digest } = printed.value;
  return { name: fileName, contentType: 'application/pdf', content: bytes, digest };
}
