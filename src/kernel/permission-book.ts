import type { Actor, PermissionDeclaration, PermissionName, Role } from './permissions.js';

/** Whether an actor has a permission. */
export type May = (actor: Pick<Actor, 'role'>, permission: PermissionName) => boolean;

/** The administrator has every declared permission, the others what is granted to their role. An undeclared one nobody has. */
export function permissionBook(declarations: readonly PermissionDeclaration[]): May {
  const grants = new Map<PermissionName, ReadonlySet<Role>>();
  for (const { name, grants: roles } of declarations) grants.set(name, new Set<Role>(['admin', ...roles]));
  return (actor, permission) => grants.get(permission)?.has(actor.role) ?? false;
}
