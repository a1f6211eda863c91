// What people and machines write beside a payment.
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import type { Chance } from './random.js';

const AROUND: readonly ((number: string, on: string, tax: string) => string)[] = [
  (number) => number,
  (number) => `Payment for invoice ${number}`,
  (number) => `${number} thank you`,
  (number, on) => `Rechnung ${number} vom ${on}, Kd-Nr 77120`,
  (number) => `/RFB/${number}`,
  (number) => `RE: ${number} SERVICES SEPTEMBER`,
  (number, on) => `Оплата за послуги зг. рах. № ${number} від ${on}, без ПДВ`,
  (number, on, tax) => `Сплата за рахунком ${number} від ${on} р., у т.ч. ПДВ 20% - ${tax} грн.`,
  (number, on, tax) => `Оплата по счету № ${number} от ${on} за услуги связи. В т.ч. НДС 20% - ${tax}`,
  (number) => `за товар сч.${number}`,
  (number) => `Faktura ${number} tel. 48 601 224 350`,
  (number, on) => `PAYMENT ${on.replaceAll('.', '')} CONTRACT 14/22 INV ${number} REF 00918273645`,
];

/** Text in which a number stands, with days, taxes and phones about it. */
export function textAround(chance: Chance, number: string, issuedOn: LocalDate): string {
  return chance.pick(AROUND)(number, european(issuedOn), `${chance.int(10, 900)}.${chance.int(10, 99)}`);
}

const NAMELESS = [
  'Payment for services',
  'Оплата за послуги згідно договору',
  'Оплата за услуги по договору б/н',
  'monthly fee, thank you',
  'Überweisung',
  'передоплата',
  'AP RUN 0917',
];

/** Text that says nothing about what is paid. */
export function textWithout(chance: Chance, on: LocalDate): string | null {
  if (chance.percent(25)) return null;
  const text = chance.pick(NAMELESS);
  return chance.percent(30) ? `${text} ${european(addDays(on, -chance.int(0, 40)))}` : text;
}

function european(day: LocalDate): string {
  return day.split('-').reverse().join('.');
}
