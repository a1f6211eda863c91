import { err, ok, type Refusal, type Result } from './result.js';

/** A code of ISO 4217's list of current currencies and funds that has a minor unit. */
export type CurrencyCode = string & { readonly __currency: 'CurrencyCode' };

// ISO 4217 list one by decimals of the minor unit; metals, XDR and their like have none and cannot be kept.
// ANG and BGN were withdrawn in 2025 and 2026 and stay, because older ledgers are written in them.
const BY_EXPONENT: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
    'CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS ' +
    'GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL ' +
    'MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK ' +
    'PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
    'TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(exponent)]),
  ),
);

/** Every code the house can keep amounts in, in alphabetical order. */
export const CURRENCIES: readonly CurrencyCode[] = [...EXPONENTS.keys()].sort() as CurrencyCode[];

/** Refuses `unknown-currency`. Capital letters only: "eur" is a slip worth telling. */
export function parseCurrency(text: string): Result<CurrencyCode, Refusal> {
  return isCurrency(text) ? ok(text) : err({ code: 'unknown-currency', value: text });
}

export function isCurrency(text: string): text is CurrencyCode {
  return EXPONENTS.has(text);
}

/** Decimals of the minor unit: EUR 2, JPY 0, KWD 3 (ISO 4217). */
export function exponentOf(currency: CurrencyCode): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) throw new Error(`${currency} was never parsed as a currency`);
  return exponent;
}
