import type { Language } from '../../kernel/permissions.js';
import type { Organisation } from '../../kernel/ports.js';
import type { SettingsSchema, SettingsValues } from '../../kernel/settings.js';

/** What an organisation sets about itself and its house: the settings of the house's own plugin. */
export const organisationSettings = {
  name: { kind: 'text', default: 'Countinghouse', maxLength: 190 },
  zone: { kind: 'zone', default: 'UTC' },
  currency: { kind: 'currency', default: 'EUR' },
  language: { kind: 'language', default: 'en' },
  address: { kind: 'longtext', default: '', maxLength: 1000 },
  taxNumber: { kind: 'text', default: '', maxLength: 60 },
  apiRequestsPerMinute: { kind: 'number', default: 1200, min: 60, max: 1_000_000 },
  mailBounceAddresses: { kind: 'boolean', default: false },
  dkimDomain: { kind: 'text', default: '', maxLength: 253 },
  dkimSelector: { kind: 'text', default: '', maxLength: 63 },
  dkimKey: { kind: 'secret', default: '' },
  auditContentDays: { kind: 'number', default: 0, min: 0, max: 36_500 },
  auditAnchorEmail: { kind: 'email', default: '' },
  secondFactorAdmin: { kind: 'boolean', default: false, reauthenticate: true },
  secondFactorOperator: { kind: 'boolean', default: false, reauthenticate: true },
  secondFactorManager: { kind: 'boolean', default: false, reauthenticate: true },
  secondFactorRepresentative: { kind: 'boolean', default: false, reauthenticate: true },
} as const satisfies SettingsSchema;

export function organisationOf({
  name,
  zone,
  currency,
  language,
  address,
  taxNumber,
}: SettingsValues<typeof organisationSettings>): Organisation {
  return { name, zone, currency, language: language as Language, address, taxNumber };
}
