import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { letterUseCases } from '../../letter-use-cases.js';
import { parseReturnedLetter } from '../email/parse-returned-letter.js';

/** For a mail server that hands letters to a program: `|countinghouse mail bounce -` in an alias. */
export const mailBounce: CliCommand = {
  name: 'mail bounce',
  description:
    'Read a letter that came back (RFC 3464) and block the address if it is gone; - is standard input.',
  arguments: ['file'],
  async run({ context, actor, arguments: [file = '-'] }) {
    const source = await sourceOf(file);
    if (!source) return err({ code: 'file-unreadable', file });
    const read = await context.use(letterUseCases).readBounce(await parseReturnedLetter(source));
    const text = context.translator.text(actor.language, `notifications:bounces.${read.outcome}`, {
      address: read.address,
    });
    return ok({ json: read, text });
  },
};

async function sourceOf(file: string): Promise<Buffer | null> {
  if (file === '-') return buffer(process.stdin);
  return readFile(file).catch(() => null);
}
