import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { ReturnedLetter } from '../../domain/bounce.js';

/** The address of bounces takes any letter: nothing of it is trusted but that it is one. */
export async function parseReturnedLetter(source: Buffer): Promise<ReturnedLetter> {
  const letter = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
  });
  const report = letter.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  return {
    report: report?.content.toString('utf8') ?? null,
    recipients: recipientsOf(letter),
    // The letter that came back stands in it, whole or its headers alone.
    about: [...referencesOf(letter), ...messageIdsIn(source.toString('latin1'))],
  };
}

function recipientsOf(letter: ParsedMail): readonly string[] {
  const of = (named: AddressObject | AddressObject[] | undefined): readonly string[] =>
    [named ?? []].flat().flatMap(({ value }) => value.map(({ address = '' }) => address));
  const envelope = ['delivered-to', 'x-original-to'].flatMap((name) => {
    const value = letter.headers.get(name);
    return typeof value === 'string'
      ? [value]
      : ((value as AddressObject | undefined)?.value ?? []).map(({ address = '' }) => address);
  });
  return [...of(letter.to), ...envelope];
}

function referencesOf({ inReplyTo = '', references = [] }: ParsedMail): readonly string[] {
  return [inReplyTo, references].flat().flatMap((each) => /<([^<>\s]+)>/.exec(each)?.[1] ?? []);
}

function messageIdsIn(text: string): readonly string[] {
  return [...text.matchAll(/^(?:Message-ID|X-Original-Message-ID):\s*<([^<>\s]+)>/gim)].map(
    ([, id = '']) => id,
  );
}
