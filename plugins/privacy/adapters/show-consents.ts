import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { ConsentParts, StoredConsent, StoredWording } from '../app/consents/stored.js';
import { newestWordings } from '../app/consents/read-consents.js';
import { standingOf } from '../domain/consents/standing.js';
import { namesOf, subjectsOf } from './show-people.js';
import type { ConsentView, OwnConsentEntry, OwnConsents, WordingView } from '../contract/consent-doors.js';

interface Asking {
  readonly context: PluginContext;
  readonly actor: Actor;
}

/** By purpose, the newest edition first. */
export async function wordingViews(
  { wordings }: Pick<ConsentParts, 'wordings'>,
  { context }: Asking,
): Promise<readonly WordingView[]> {
  const all = await wordings.list(context.database.queries);
  const nameOf = await namesOf(
    context,
    all.map(({ publishedBy }) => publishedBy),
  );
  return all.map(({ id, purpose, edition, texts, publishedAt, publishedBy }) => ({
    ...{ id, purpose, edition, texts, publishedAt: publishedAt.toISOString() },
    publishedBy: nameOf(publishedBy),
  }));
}

/** With names and words, as the reader may see them. */
export async function consentViews(
  { wordings }: Pick<ConsentParts, 'wordings'>,
  { context, actor }: Asking,
  consents: readonly StoredConsent[],
): Promise<readonly ConsentView[]> {
  const all = await wordings.list(context.database.queries);
  const nameOf = await namesOf(
    context,
    consents.map(({ recordedBy }) => recordedBy),
  );
  const subjectOf = await subjectsOf({ context, actor }, consents);
  const mayKnow = context.may(actor, 'privacy.consent.read');
  return consents.map((consent) => {
    const { subjectKind: kind, subjectId: id, recordedBy } = consent;
    const subject = subjectOf(consent);
    return {
      ...said(all, consent),
      subject: { kind, id, title: subject?.title ?? null, href: subject?.href ?? null },
      recordedBy: mayKnow || recordedBy === actor.userId ? nameOf(recordedBy) : null,
    };
  });
}

/** As the API and the command line tell it: without addresses of the panel. */
export function consentJson({ subject: { kind, id, title }, ...said }: ConsentView) {
  return { ...said, subject: { kind, id, name: title } };
}

/** What the actor is asked, what it said last, and all that it ever said. */
export async function ownConsents(
  { wordings }: Pick<ConsentParts, 'wordings'>,
  { context, actor }: Asking,
  history: readonly StoredConsent[],
): Promise<OwnConsents> {
  const all = await wordings.list(context.database.queries);
  const shown = (consent: StoredConsent): OwnConsentEntry => ({
    ...said(all, consent),
    byOneself: consent.recordedBy === actor.userId,
  });
  const standing = standingOf(history);
  return {
    consents: newestWordings(all).map(({ id, purpose, edition, texts, publishedAt }) => {
      const last = standing.get(purpose);
      return {
        wording: { id, purpose, edition, texts, publishedAt: publishedAt.toISOString() },
        standing: last ? shown(last) : null,
      };
    }),
    history: history.map(shown),
  };
}

function said(
  all: readonly StoredWording[],
  { id, purpose, given, wordingId, language, source, at }: StoredConsent,
): Omit<ConsentView, 'subject' | 'recordedBy'> {
  const wording = all.find((each) => each.id === wordingId);
  return {
    ...{ id, purpose, given, wordingId, language, source, at: at.toISOString() },
    edition: wording?.edition ?? 0,
    text: wording?.texts[language] ?? '',
    isOutdated: !newestWordings(all).some((newest) => newest.id === wordingId),
  };
}
