import type { Actor, Language, PermissionName } from '../../kernel/permissions.js';

/** Whoever looks at the panel; AdminJS passes it along as `currentAdmin`. */
export interface PanelReader {
  readonly email: string;
  readonly actor: Actor;
  readonly language: Language;
  may(permission: PermissionName): boolean;
}

/** The reader of an AdminJS context, or null: without one the panel shows nothing. */
export function readerOf(context: unknown): PanelReader | null {
  const currentAdmin = (context as { currentAdmin?: unknown } | null | undefined)?.currentAdmin;
  return isReader(currentAdmin) ? currentAdmin : null;
}

function isReader(value: unknown): value is PanelReader {
  return typeof value === 'object' && value !== null && 'actor' in value && 'may' in value;
}
