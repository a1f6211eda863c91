import type { Language } from '../../kernel/permissions.js';
import type { Organisation } from '../../kernel/ports.js';
import type { SettingsSchema, SettingsValues } from '../../kernel/settings.js';

/** What an organisation sets about itself: the settings of the house's own plugin. */
export const organisationSettings = {
  name: { kind: 'text', default: 'Countinghouse', maxLength: 190 },
  zone: { kind: 'zone', default: 'UTC' },
  currency: { kind: 'currency', default: 'EUR' },
  language: { kind: 'language', default: 'en' },
  address: { kind: 'longtext', default: '', maxLength: 1000 },
  taxNumber: { kind: 'text', default: '', maxLength: 60 },
} as const satisfies SettingsSchema;

export function organisationOf(values: SettingsValues<typeof organisationSettings>): Organisation {
  return { ...values, language: values.language as Language };
}
