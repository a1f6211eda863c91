const LANGUAGES = ['en', 'uk', 'ru'] as const;
type Language = (typeof LANGUAGES)[number];
type Role = 'admin' | 'operator' | 'manager' | 'representative';

/** Telegram takes 4,096 characters a message (Bot API, sendMessage); the heading above the text needs some of them. */
export const BROADCAST_TEXT_AT_MOST = 3900;

/** At least one; who reads a language without a text of its own gets the first of en, uk, ru. */
export type BroadcastTexts = Readonly<Partial<Record<Language, string>>>;

/** Empty lists narrow nothing. Whoever is of one of the offices or of one of the geos is among them. */
export interface Audience {
  readonly roles: readonly Role[];
  readonly officeIds: readonly string[];
  readonly geoIds: readonly string[];
}

export const EVERYBODY: Audience = { roles: [], officeIds: [], geoIds: [] };

export function textFor(texts: BroadcastTexts, language: Language): string {
  const order = [language, ...LANGUAGES];
  return order.map((each) => texts[each]).find((text) => text !== undefined) ?? '';
}

/** @param places where somebody belongs: a representative to one office, a manager to several, staff to none */
export function isAmong(
  { roles, officeIds, geoIds }: Audience,
  role: Role,
  places: readonly { readonly officeId: string; readonly geoId: string }[],
): boolean {
  if (roles.length > 0 && !roles.includes(role)) return false;
  if (officeIds.length + geoIds.length === 0) return true;
  return places.some(({ officeId, geoId }) => officeIds.includes(officeId) || geoIds.includes(geoId));
}

/** How long it takes to reach so many, in whole seconds. @param perSecond what the bot may send in all */
export function secondsFor(people: number, perSecond: number): number {
  return Math.max(1, Math.ceil(people / perSecond));
}

const BLOCKS = 10;

/** Whole per cent, and a bar of ten blocks; all of nothing is done. */
export function progressOf(done: number, total: number): { readonly percent: number; readonly bar: string } {
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((done * 100) / total));
  const full = Math.floor((percent * BLOCKS) / 100);
  return { percent, bar: '█'.repeat(full) + '░'.repeat(BLOCKS - full) };
}
