import type { Actor, Language, PermissionName } from '../../kernel/permissions.js';
import { PanelRefusal } from './panel-refusal.js';

/** Whoever looks at the panel; AdminJS passes it along as `currentAdmin`. */
export interface PanelReader {
  readonly email: string;
  readonly actor: Actor;
  readonly language: Language;
  may(permission: PermissionName): boolean;
  /** has shown a short while ago who they are */
  isFresh(): Promise<boolean>;
}

/** What is dangerous asks again who it is: the panel opens its dialog and repeats the request. @throws PanelRefusal */
export async function mustBeFresh(reader: PanelReader): Promise<void> {
  if (!(await reader.isFresh())) throw new PanelRefusal({ code: 'reauthentication-required' }, 403);
}

/** The reader of an AdminJS context, or null: without one the panel shows nothing. */
export function readerOf(context: unknown): PanelReader | null {
  const currentAdmin = (context as { currentAdmin?: unknown } | null | undefined)?.currentAdmin;
  return isReader(currentAdmin) ? currentAdmin : null;
}

function isReader(value: unknown): value is PanelReader {
  return typeof value === 'object' && value !== null && 'actor' in value && 'may' in value;
}
