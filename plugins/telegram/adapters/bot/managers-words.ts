import type { CurrencyCode } from '../../../../src/values/currency.js';
import { decimalInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { parseAmount } from '../../../../src/values/money.js';
import type { Refusal } from '../../../../src/values/result.js';
import type { ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { textBar } from '../../domain/progress.js';

const ON_A_SCREEN = 8;

/** "Thursday 26 November": the year goes without saying. */
export function dayInWords(day: LocalDate, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  }).format(new Date(`${day}T00:00:00Z`));
}

/** Plain decimals as a price. */
export function price(decimal: string, currency: CurrencyCode, language: string): string {
  const amount = parseAmount(decimal, currency);
  return amount.ok ? priceInWriting(amount.value.minor, currency, language) : decimal;
}

export function percentInWords(percent: string, language: string): string {
  return decimalInWriting(percent, language, 0, 0);
}

/** The bar and what it says, for who sees it and for who hears it. */
export function progressLine(
  { t, language }: Talk,
  { percent, daysLeft }: { readonly percent: string; readonly daysLeft: number },
): BotText {
  const words = t('telegram:bot.entry.progress', {
    ...{ percent: percentInWords(percent, language), count: daysLeft },
  });
  return html`${textBar(percent)} ${words}`;
}

/** Why something was refused: days in it as the reader's language writes them. */
export function refusalOf({ t, language }: Talk, owner: string, refusal: Refusal): BotText {
  const facts = Object.entries(refusal).map(([name, fact]) => [
    name,
    typeof fact === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(fact)
      ? dayInWords(fact as LocalDate, language)
      : fact,
  ]);
  return html`${t(`${owner}:refusals.${refusal.code}`, Object.fromEntries(facts) as Record<string, unknown>)}`;
}

/** One page of a list, and the buttons that turn it. `args` come before the page's number. */
export function paged<Row>(
  { t }: Talk,
  rows: readonly Row[],
  page: string | undefined,
  {
    action,
    args,
    size = ON_A_SCREEN,
  }: { readonly action: string; readonly args: readonly string[]; readonly size?: number },
): { readonly shown: readonly Row[]; readonly turns: readonly (readonly ScreenButton[])[] } {
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const at = Math.min(/^\d{1,5}$/.test(page ?? '') ? Number(page) : 0, last);
  const to = (label: string, number: number): ScreenButton => ({
    label: t(`telegram:bot.offices.${label}`),
    action,
    args: [...args, String(number)],
  });
  const turns = [...(at > 0 ? [to('previous', at - 1)] : []), ...(at < last ? [to('next', at + 1)] : [])];
  return {
    shown: rows.slice(at * size, (at + 1) * size),
    turns: turns.length === 0 ? [] : [turns],
  };
}
