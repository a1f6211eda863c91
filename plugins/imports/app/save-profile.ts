import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportKind, ImportMapping } from '../contract/import-kind.js';
import type { ImportProfiles, SavedProfile } from './import-runs.js';

/** Shipped profiles first, then saved ones. */
export async function profilesOf(
  profiles: ImportProfiles,
  context: PluginContext,
  kind: ImportKind,
): Promise<readonly SavedProfile[]> {
  return [...kind.profiles, ...(await profiles.of(context.database.queries, kind.name))];
}

/** Keeps a mapping under a name; a saved one of that name is replaced, a shipped one is not. */
export function makeSaveProfile(profiles: ImportProfiles) {
  return async (
    context: PluginContext,
    actor: Actor,
    kind: Pick<ImportKind, 'name' | 'profiles'>,
    name: string,
    mapping: ImportMapping,
  ): Promise<Result<SavedProfile, Refusal>> => {
    const profile = { name: name.trim(), mapping };
    if (profile.name === '' || profile.name.length > 120) return err({ code: 'profile-name', name });
    if (kind.profiles.some((shipped) => shipped.name === profile.name))
      return err({ code: 'profile-shipped', name: profile.name });
    await context.database.transaction(async (tx) => {
      await profiles.save(tx.queries, kind.name, profile, context.clock.now());
      await tx.audit({
        actor,
        action: 'imports.save-profile',
        entity: 'ImportProfile',
        entityId: `${kind.name}/${profile.name}`,
        after: { mapping },
      });
    });
    return ok(profile);
  };
}
