// What the doors of consents are asked, read once at the edge.
import { z } from 'zod';
import { LANGUAGES } from '../../../src/kernel/permissions.js';
import { SUBJECT_KINDS } from '../../../src/kernel/personal-data.js';
import type { ConsentFilter, ConsentPlace, StoredConsent } from '../app/consents/stored.js';
import { ELSEWHERE } from '../domain/consents/sources.js';

export const STANDINGS = ['given', 'withdrawn', 'outdated'] as const;

export const kind = z.enum(SUBJECT_KINDS);
export const id = z.uuid();

export const ownConsentAsked = z.strictObject({
  wordingId: id,
  given: z.boolean(),
  language: z.enum(LANGUAGES),
});

export const consentAsked = z.strictObject({
  ...ownConsentAsked.shape,
  ...{ kind, id, source: z.enum(ELSEWHERE) },
});

export const wordingAsked = z.strictObject({
  purpose: z.string(),
  texts: z.strictObject({ en: z.string(), uk: z.string(), ru: z.string() }),
  after: z.number().int().min(0),
});

export const filterAsked = z.object({
  purpose: z.string().max(60).optional(),
  standing: z.enum(STANDINGS).optional(),
  kind: kind.optional(),
  id: id.optional(),
});

/** An id says nothing without its kind. */
export function filterOf(asked: z.infer<typeof filterAsked>): ConsentFilter {
  return {
    purpose: asked.purpose ?? null,
    standing: asked.standing ?? null,
    subject: asked.kind === undefined ? null : { kind: asked.kind, id: asked.id ?? null },
  };
}

/** Tells no more than a place in the order. */
export const cursorOf = ({ at, id: last }: StoredConsent): string => `${at.getTime()}_${last}`;

export const cursorAsked = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
  .transform((text): ConsentPlace => {
    const [at = '', last = ''] = text.split('_');
    return { at: new Date(Number(at)), id: last };
  });
