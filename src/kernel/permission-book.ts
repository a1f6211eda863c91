import type { Actor, PermissionDeclaration, PermissionName, Role } from './permissions.js';

/** Whether an actor has a permission. */
export type May = (
  actor: Pick<Actor, 'role' | 'overrides' | 'scopes'>,
  permission: PermissionName,
) => boolean;

/**
 * The administrator has every declared permission, the others what is granted to their role; an override of the user goes before
 * both, and an API key has no more than its scopes. An undeclared permission nobody has.
 */
export function permissionBook(declarations: readonly PermissionDeclaration[]): May {
  const grants = new Map<PermissionName, ReadonlySet<Role>>();
  for (const { name, grants: roles } of declarations) grants.set(name, new Set<Role>(['admin', ...roles]));
  return ({ role, overrides, scopes }, permission) => {
    const roles = grants.get(permission);
    if (!roles || scopes?.includes(permission) === false) return false;
    if (overrides?.refused.includes(permission)) return false;
    return roles.has(role) || (overrides?.allowed.includes(permission) ?? false);
  };
}
