import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

/** What is agreed to, in every language of the house. */
export type WordingTexts = Readonly<Record<'en' | 'uk' | 'ru', string>>;

export const LONGEST_TEXT = 5_000;
const LONGEST_PURPOSE = 60;
const PURPOSE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Refuses `purpose-invalid`, `wording-missing`, `wording-too-long`. */
export function readWording(
  purpose: string,
  { en, uk, ru }: WordingTexts,
): Result<{ readonly purpose: string; readonly texts: WordingTexts }, Refusal> {
  const name = purpose.trim();
  if (!PURPOSE.test(name) || name.length > LONGEST_PURPOSE) return err({ code: 'purpose-invalid' });
  const texts = { en: en.trim(), uk: uk.trim(), ru: ru.trim() };
  const all = Object.values(texts);
  if (all.some((text) => text === '')) return err({ code: 'wording-missing' });
  if (all.some((text) => text.length > LONGEST_TEXT))
    return err({ code: 'wording-too-long', most: LONGEST_TEXT });
  return ok({ purpose: name, texts });
}

export function areSameTexts(one: WordingTexts, other: WordingTexts): boolean {
  return one.en === other.en && one.uk === other.uk && one.ru === other.ru;
}
