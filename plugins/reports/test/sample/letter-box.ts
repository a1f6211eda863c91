import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok } from '../../../../src/values/result.js';
import type { DeliveryChannel } from '../../contract/delivery.js';

/** Puts each report into a folder that another program empties. Title: `deliveries.letter-box` of the plugin's locale files. */
export const letterBox: DeliveryChannel = {
  name: 'letter-box',
  check: (_context, recipient) =>
    Promise.resolve(/^[\w-]+$/.test(recipient) ? ok(true) : err({ code: 'not-a-letter-box', recipient })),
  async deliver(context, { recipient, file, uniqueKey }) {
    const folder = join(await context.storage.folder('letter-box'), recipient);
    await mkdir(folder, { recursive: true });
    // The same parcel has the same name: what is delivered again takes its own place.
    await copyFile(file.path, join(folder, `${uniqueKey}-${file.name}`));
    return ok(true);
  },
};
