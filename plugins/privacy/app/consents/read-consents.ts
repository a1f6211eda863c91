import type { Actor } from '../../../../src/kernel/permissions.js';
import { SUBJECT_KINDS, type SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { ownSubject, reachSubject } from '../export-subject.js';
import type {
  ConsentFilter,
  ConsentParts,
  ConsentPlace,
  StoredConsent,
  StoredWording,
  SubjectScope,
} from './stored.js';

export interface Page {
  readonly after: ConsentPlace | null;
  readonly limit: number;
}

/** What stands of each subject whom the actor may see, the newest first. */
export function makeListConsents({ wordings, consents }: Pick<ConsentParts, 'wordings' | 'consents'>) {
  return async (
    context: PluginContext,
    actor: Actor,
    filter: ConsentFilter,
    page: Page,
  ): Promise<readonly StoredConsent[]> => {
    const newest = newestWordings(await wordings.list(context.database.queries));
    return consents.standing(context, {
      ...{ ...filter, ...page, among: subjectsSeenBy(context, actor) },
      newestWordings: newest.map(({ id }) => id),
    });
  };
}

/** All that one subject ever said, the newest first. Refuses `unknown-subject`. */
export function makeConsentHistory(parts: ConsentParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    named: { readonly kind: SubjectKind; readonly id: string },
  ): Promise<Result<readonly StoredConsent[], Refusal>> => {
    const found = await reachSubject(parts, context, actor, named, 'privacy.consent.read');
    if (!found) return err({ code: 'unknown-subject' });
    return ok(await parts.consents.history(context.database.queries, found));
  };
}

/** The newest of each purpose. */
export function newestWordings(wordings: readonly StoredWording[]): readonly StoredWording[] {
  return wordings.filter(
    ({ purpose, edition }) => !wordings.some((other) => other.purpose === purpose && other.edition > edition),
  );
}

/** Oneself; and who may read the consents of others, those whose records the panel shows. */
function subjectsSeenBy(context: PluginContext, actor: Actor): readonly SubjectScope[] {
  const own = ownSubject(actor);
  const itself: readonly SubjectScope[] = own
    ? [{ kind: own.kind, scope: { kind: 'in', column: 'id', values: [own.id] } }]
    : [];
  if (!context.may(actor, 'privacy.consent.read')) return itself;
  const others = SUBJECT_KINDS.flatMap((kind): readonly SubjectScope[] => {
    const model = modelOf(context, kind);
    return model === undefined ? [] : [{ kind, scope: context.records.scope(actor, model) }];
  });
  return [...itself, ...others];
}

/** Undefined without the plugin that has such subjects. */
export function modelOf({ personalData }: PluginContext, kind: SubjectKind): string | undefined {
  return personalData.described
    .flatMap(({ value }) => value.models)
    .find(({ subject }) => subject?.kind === kind)?.model;
}
