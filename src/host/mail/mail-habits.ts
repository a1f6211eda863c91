import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { HealthReport } from '../../kernel/contributions.js';
import type { SettingsValues } from '../../kernel/settings.js';
import type { organisationSettings } from '../settings/organisation.js';

/** How letters leave the house, beside where they are handed in. */
export interface MailHabits {
  /** the mail server takes `local+anything@domain` for `local@domain` (RFC 5233), so that a bounce can name its letter */
  readonly bounceAddresses: boolean;
  /** null: letters go unsigned */
  readonly dkim: DkimSignature | null;
}

export interface DkimSignature {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM */
  readonly privateKey: string;
  /** names of header fields, between colons */
  readonly headerFieldNames: string;
}

type MailSettings = Pick<
  SettingsValues<typeof organisationSettings>,
  'mailBounceAddresses' | 'dkimDomain' | 'dkimSelector' | 'dkimKey'
>;

/** RFC 6376 (5.4.1), and both fields of RFC 8058, which it wants signed. */
const SIGNED_FIELDS = [
  ...['From', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');
/** RFC 8301 (3.2): a shorter key is not to be used. */
const FEWEST_BITS = 1024;

export function mailHabitsOf(settings: MailSettings): MailHabits {
  const { dkimDomain, dkimSelector, mailBounceAddresses } = settings;
  const privateKey = rsaKey(settings.dkimKey);
  const isWhole = dkimDomain !== '' && dkimSelector !== '' && privateKey !== null;
  return {
    bounceAddresses: mailBounceAddresses,
    dkim: isWhole
      ? {
          domainName: dkimDomain,
          keySelector: dkimSelector,
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          headerFieldNames: SIGNED_FIELDS,
        }
      : null,
  };
}

/** Whether letters are signed as the settings want it; without any of them nobody wants it. */
export function reportOnMail(settings: MailSettings): HealthReport {
  const { dkimDomain, dkimSelector, dkimKey } = settings;
  const parts = [dkimDomain, dkimSelector, dkimKey];
  if (parts.every((part) => part === '')) return { state: 'well' };
  const mend = 'set dkimDomain, dkimSelector and dkimKey on the settings page, or empty all three';
  if (parts.includes(''))
    return { state: 'warning', detail: 'letters go unsigned: DKIM is set in part', mend };
  if (!rsaKey(dkimKey)) {
    return {
      state: 'warning',
      detail: `letters go unsigned: dkimKey is not a private RSA key of at least ${FEWEST_BITS} bits in PEM`,
      mend: `openssl genrsa 2048; ${mend}`,
    };
  }
  return { state: 'well', detail: `DKIM: ${dkimSelector}._domainkey.${dkimDomain}` };
}

function rsaKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(wrapped(pem));
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= FEWEST_BITS ? key : null;
  } catch {
    return null;
  }
}

/** A field of one line takes the breaks out of what is pasted into it. */
function wrapped(pem: string): string {
  const [, begin, body = '', end] =
    /^(-----BEGIN [A-Z ]+-----)([A-Za-z0-9+/=\s]+)(-----END [A-Z ]+-----)$/.exec(pem.trim()) ?? [];
  return begin === undefined
    ? pem
    : [begin, ...(body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []), end, ''].join('\n');
}
