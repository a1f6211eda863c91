import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Actor, PermissionName } from '../../kernel/permissions.js';

/** What is known of a house once it is put together. */
export type ApiHouse = Pick<AssembledHouse, 'operations' | 'may' | 'hostVersion'>;

/** What a key of this actor can have: what the API asks for, of that which the actor has. */
export function apiScopes(
  house: Pick<ApiHouse, 'operations' | 'may'>,
  actor: Pick<Actor, 'role' | 'overrides' | 'scopes'>,
): readonly PermissionName[] {
  const asked = house.operations.flatMap(({ value }) => [
    value.permission,
    ...(value.answerPermission === undefined ? [] : [value.answerPermission]),
    ...(value.fieldPermissions ?? []),
  ]);
  return [...new Set(asked)].filter((permission) => house.may(actor, permission)).sort();
}
