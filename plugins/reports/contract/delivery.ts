import { defineExtensionPoint } from '../../../src/kernel/extension-points.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** A finished report on its way to one recipient. */
export interface Parcel {
  readonly title: string;
  readonly language: Language;
  /** a user's id or, for a channel that knows addresses, an address */
  readonly recipient: string;
  readonly file: {
    readonly path: string;
    readonly name: string;
    readonly contentType: string;
    readonly bytes: number;
  };
  /** what is said beside it, in the recipient's language: its period, who sends it */
  readonly text: string;
  /** panel address of the file, for a recipient who may sign in; null for one who may not */
  readonly link: string | null;
  /** the same parcel is delivered once */
  readonly uniqueKey: string;
}

/** A way by which reports reach people: e-mail is built in; a chat or a shared sheet joins here. Title: `<plugin>:deliveries.<name>`. */
export interface DeliveryChannel {
  /** unique in the house */
  readonly name: string;
  /** says why a recipient cannot be reached, when a schedule is saved */
  readonly check: (context: PluginContext, recipient: string) => Promise<Result<true, Refusal>>;
  /** Throws when it may succeed later: it is tried again. */
  readonly deliver: (context: PluginContext, parcel: Parcel) => Promise<Result<true, Refusal>>;
}

export const deliveryChannel = defineExtensionPoint<DeliveryChannel>('reports.delivery', ({ name }) =>
  /^[a-z][a-z0-9-]{0,39}$/.test(name)
    ? null
    : `its name ${JSON.stringify(name)} is not lower-case words with hyphens`,
);
