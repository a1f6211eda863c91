import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok } from '../../../../src/values/result.js';
import type { ArchiveKeys } from '../../contract/archive-file.js';
import { readSettings } from '../read-settings.js';

/** The house's own pair of keys, as age writes them. */
export interface HouseIdentity {
  /** AGE-SECRET-KEY-1…: opens every backup of the house */
  readonly identity: string;
  /** those that were the house's under a SECRET_KEY before */
  readonly former: readonly string[];
  /** age1… */
  readonly recipient: string;
}

export interface KeyParts {
  readonly houseIdentity: () => Promise<HouseIdentity>;
  readonly isRecipient: (text: string) => Promise<boolean>;
}

export function makeArchiveKeys(
  context: PluginContext,
  { houseIdentity, isRecipient }: KeyParts,
): ArchiveKeys {
  return {
    async lock(further = []) {
      const { recipients } = await readSettings(context);
      const set = recipients.split('\n').map((line) => line.trim());
      const wanted = [...set.filter((line) => line !== '' && !line.startsWith('#')), ...further];
      for (const recipient of wanted)
        if (!(await isRecipient(recipient))) return err({ code: 'recipient-unreadable', recipient });
      const { recipient: own } = await houseIdentity();
      return ok({ kind: 'keys', recipients: [...new Set([own, ...wanted])] });
    },
    async keys() {
      const { identity, former } = await houseIdentity();
      return { identities: [identity, ...former], passphrases: [] };
    },
  };
}
