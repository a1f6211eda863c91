import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { mayBeId, newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ELSEWHERE } from '../../domain/consents/sources.js';
import { laterThan } from '../../domain/consents/standing.js';
import { ownSubject, reachSubject } from '../export-subject.js';
import type { FoundSubject } from '../stored.js';
import type { ConsentParts, StoredConsent, StoredWording } from './stored.js';

export interface OwnConsentAsked {
  readonly wordingId: string;
  /** false: it is taken back, or refused */
  readonly given: boolean;
  /** in which the words were shown */
  readonly language: Language;
}

export interface ConsentAsked extends OwnConsentAsked {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly source: (typeof ELSEWHERE)[number];
}

/**
 * What one says oneself, of the newest words: an older edition is not agreed to any more. To take back is never refused for that (GDPR
 * Art. 7(3)). Said again, it is the same entry. Refuses `unknown-subject`, `unknown-wording`, `wording-outdated`.
 */
export function makeRecordOwnConsent(parts: ConsentParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: OwnConsentAsked,
  ): Promise<Result<StoredConsent, Refusal>> => {
    const own = ownSubject(actor);
    const subject = own && (await parts.subjects.find(context, context.database.queries, own.kind, own.id));
    if (!subject) return err({ code: 'unknown-subject' });
    return append(parts, context, actor, {
      ...{ ...asked, subject, source: actor.via },
      mayBeAgreedTo: (wording, newest) => wording.id === newest.id,
    });
  };
}

/**
 * What a subject said elsewhere, of whichever edition it was shown. Who signs in for a representative or a manager speaks for that one.
 * Refuses `unknown-subject`, `unknown-wording`.
 */
export function makeRecordConsent(parts: ConsentParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    { kind, id, ...asked }: ConsentAsked,
  ): Promise<Result<StoredConsent, Refusal>> => {
    const named = await speaksFor(context, { kind, id });
    const subject = await reachSubject(parts, context, actor, named, 'privacy.consent.record');
    if (!subject || !context.may(actor, 'privacy.consent.record')) return err({ code: 'unknown-subject' });
    return append(parts, context, actor, { ...asked, subject, mayBeAgreedTo: () => true });
  };
}

async function speaksFor(
  context: PluginContext,
  named: Pick<ConsentAsked, 'kind' | 'id'>,
): Promise<Pick<ConsentAsked, 'kind' | 'id'>> {
  const [user] = named.kind === 'user' && mayBeId(named.id) ? await context.people.standing([named.id]) : [];
  if (user && user.representativeId !== null) return { kind: 'representative', id: user.representativeId };
  return user && user.managerId !== null ? { kind: 'manager', id: user.managerId } : named;
}

interface Saying extends OwnConsentAsked {
  readonly subject: FoundSubject;
  readonly source: string;
  readonly mayBeAgreedTo: (wording: StoredWording, newest: StoredWording) => boolean;
}

async function append(
  { wordings, consents }: ConsentParts,
  context: PluginContext,
  actor: Actor,
  { subject, wordingId, given, language, source, mayBeAgreedTo }: Saying,
): Promise<Result<StoredConsent, Refusal>> {
  const { database } = context;
  const wording = mayBeId(wordingId) ? await wordings.find(database.queries, wordingId) : null;
  if (!wording) return err({ code: 'unknown-wording' });
  const { purpose } = wording;
  return database.transaction(async (tx): Promise<Result<StoredConsent, Refusal>> => {
    await wordings.lock(tx, purpose);
    const newest = await wordings.newest(tx.queries, purpose);
    if (given && newest && !mayBeAgreedTo(wording, newest)) return err({ code: 'wording-outdated' });
    const before = (await consents.history(tx.queries, subject)).find((each) => each.purpose === purpose);
    if (before && before.given === given && (!given || before.wordingId === wordingId)) return ok(before);
    const consent: StoredConsent = {
      ...{ id: newId(), wordingId, purpose, subjectKind: subject.kind, subjectId: subject.id },
      ...{ given, language, source, recordedBy: actor.userId },
      at: laterThan(await database.now(), before?.at),
    };
    await consents.add(tx.queries, consent);
    await tx.audit({
      ...{ actor, action: 'privacy.record-consent', entity: subject.model, entityId: subject.id },
      after: { consent: consent.id, purpose, edition: wording.edition, given, language, source },
    });
    return ok(consent);
  });
}
