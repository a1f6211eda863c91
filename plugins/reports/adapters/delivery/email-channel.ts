import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { DeliveryChannel, Parcel } from '../../contract/delivery.js';

/** What mail servers commonly take, and a third more once it is encoded. */
const MOST_ATTACHED_BYTES = 10 * 1024 * 1024;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A user by its id, or an address of its own. Larger files go as a link, to those who may sign in. */
export const emailChannel: DeliveryChannel = {
  name: 'email',
  async check(context, recipient) {
    const address = await addressOf(context, recipient);
    return address.ok ? ok(true) : address;
  },
  async deliver(context, parcel) {
    const address = await addressOf(context, parcel.recipient);
    if (!address.ok) return address;
    const { title, language, text, file, link, uniqueKey } = parcel;
    const isAttached = file.bytes <= MOST_ATTACHED_BYTES;
    if (!isAttached && link === null) return err({ code: 'file-too-large', file: file.name });
    const href = link === null ? '' : context.mail.link(link);
    const { name: organisation } = await context.organisation();
    const letter = {
      ...{ title, text, organisation },
      hint: hintOf(context, parcel, isAttached),
      href,
      button: context.translator.text(language, 'reports:delivery.button'),
    };
    const sent = await context.mail.send({
      to: address.value,
      subject: `${title} · ${organisation}`,
      text: [title, text, letter.hint, href, organisation].filter((line) => line !== '').join('\n\n'),
      html: await context.documents.html('reports/letter', letter, language),
      uniqueKey: `reports.delivery:${uniqueKey}`,
      ...(isAttached
        ? { attachments: [{ path: file.path, name: file.name, contentType: file.contentType }] }
        : {}),
    });
    return sent.ok ? ok(true) : sent;
  },
};

async function addressOf({ people }: PluginContext, recipient: string): Promise<Result<string, Refusal>> {
  if (ADDRESS.test(recipient)) return ok(recipient);
  const [person] = await people.named([recipient]);
  return person ? ok(person.email) : err({ code: 'unknown-recipient', recipient });
}

function hintOf({ translator }: PluginContext, { language, file }: Parcel, isAttached: boolean): string {
  return translator.text(language, `reports:delivery.${isAttached ? 'attached' : 'linked'}`, {
    file: file.name,
  });
}
