// What a template may call. Each writes for one language, from exact values: amounts never pass through a float.
import Handlebars, { type HelperDelegate, type HelperOptions } from 'handlebars';
import type { Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';
import { amountInWriting, dayInWriting, decimalInWriting, priceInWriting } from '../../values/in-writing.js';
import { formatQuantity } from '../../values/quantity.js';
import { formatRate, type Rate } from '../../values/rate.js';

export function helpersOf(translator: Translator, language: Language): Record<string, HelperDelegate> {
  return {
    /** `{{t 'billing:documents.to' number=invoice.number}}` */
    t: (key: string, options: HelperOptions) => translator.text(language, key, options.hash),
    /** `{{money amount currency}}`: minor units, as bigint or decimal text */
    money: (minor: bigint | string, code: string) => amountInWriting(minor, code, language),
    /** `{{price amount currency}}`: the same, with the currency */
    price: (minor: bigint | string, code: string) => priceInWriting(minor, code, language),
    /** `{{date day}}`: YYYY-MM-DD */
    date: (day: string) => dayInWriting(day, language),
    /** `{{quantity thousandths}}` */
    quantity: (thousandths: bigint | string) =>
      decimalInWriting(formatQuantity(BigInt(thousandths)), language, 0, 3),
    /** `{{rate millionths}}` */
    rate: (millionths: Rate) => `${decimalInWriting(formatRate(millionths), language, 0, 4)} %`,
    /** `{{#if (same wording 'firm')}}` */
    same: (one: unknown, other: unknown) => one === other,
    /** `{{chart svg title}}`: a drawing of `documents.chart`, and what it is called */
    chart,
    cssText,
  };
}

/** As an image: whatever names the drawing bears, no script of it runs and no style of it reaches the page. */
function chart(svg: string, title: string): Handlebars.SafeString {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const alternative = Handlebars.Utils.escapeExpression(title);
  return new Handlebars.SafeString(`<img class="chart" alt="${alternative}" src="${source}">`);
}

/** Text inside a quoted CSS string: everything but letters, digits and plain spaces as an escape (CSS Syntax 3, § 4.3.7). */
function cssText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `);
}
