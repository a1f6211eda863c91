import type { Role } from '../../kernel/permissions.js';
import type { SettingsSource } from '../../kernel/plugin-contexts.js';
import { organisationSettings } from '../settings/organisation.js';

/** Whether everybody of this role must have a second factor. */
export type SecondFactorPolicy = (role: Role) => Promise<boolean>;

const SETTINGS = {
  admin: 'secondFactorAdmin',
  operator: 'secondFactorOperator',
  manager: 'secondFactorManager',
  representative: 'secondFactorRepresentative',
} as const satisfies Record<Role, keyof typeof organisationSettings>;

export function secondFactorPolicy(settings: Pick<SettingsSource, 'read'>): SecondFactorPolicy {
  return async (role) => (await settings.read('host', organisationSettings))[SETTINGS[role]];
}
