/** The four roles. What each may do is the sum of the permissions that plugins grant it, and of overrides per user. */
export const ROLES = ['admin', 'operator', 'manager', 'representative'] as const;
export type Role = (typeof ROLES)[number];

/** A permission's full name: `<plugin>.<what>`, e.g. `billing.invoice.issue`. */
export type PermissionName = string;

/** What a plugin's manifest declares. The administrator has every permission; the others only what `grants` names. */
export interface PermissionDeclaration {
  readonly name: PermissionName;
  readonly grants: readonly Role[];
}

/** Who acts, and through which door. Every use case receives one. */
export interface Actor {
  /** the user's id; null for the system itself */
  readonly userId: string | null;
  /** for the audit trail: an e-mail address, or `system`, `cli` */
  readonly name: string;
  readonly role: Role;
  readonly via: 'panel' | 'api' | 'cli' | 'job' | 'bot' | 'system';
  readonly language: Language;
  /** set for a representative's user: the only representative whose rows it may see */
  readonly representativeId: string | null;
  /** set for a manager's user */
  readonly managerId: string | null;
  /** the offices that the manager answers for */
  readonly officeIds: readonly string[];
  /** what this user has or has not, whatever the role grants */
  readonly overrides?: PermissionOverrides;
  /** set for an API key: it has none but these, and of these only what its user has */
  readonly scopes?: readonly PermissionName[];
}

/** The house itself, which acts for nobody: in its jobs, and when it seeds a demo. May everything, in English. */
export function theHouse(via: 'job' | 'system'): Actor {
  return {
    ...{ userId: null, name: 'system', role: 'admin', via, language: 'en' },
    ...{ representativeId: null, managerId: null, officeIds: [] },
  };
}

export interface PermissionOverrides {
  readonly allowed: readonly PermissionName[];
  readonly refused: readonly PermissionName[];
}

export const LANGUAGES = ['en', 'uk', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Which rows an actor may see, as a predicate over database columns that the query layer turns into SQL.
 * It is applied to list, show, edit, search, bulk, references, exports and API alike.
 */
export type RowScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** rows that every one of these lets through */
  | { readonly kind: 'every'; readonly scopes: readonly RowScope[] }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly string[] }
  | {
      readonly kind: 'through';
      /** column of this table */
      readonly column: string;
      /** table that it points to, and the column there */
      readonly table: string;
      readonly key: string;
      readonly scope: RowScope;
    };

export type ScopeRule = (actor: Actor) => RowScope;

export const everything: RowScope = { kind: 'all' };
export const nothing: RowScope = { kind: 'none' };
