import { describe, expect, it } from '@jest/globals';
import {
  nameLikeness,
  normaliseAccount,
  normaliseFullName,
  normaliseName,
  normaliseNumber,
  normaliseText,
} from '../../domain/normalise.js';

describe('a name', () => {
  it.each([
    ['ТОВ «Ромашка Плюс»', 'plius romashka'],
    ['Товариство з обмеженою відповідальністю «Ромашка Плюс»', 'plius romashka'],
    ['ООО "РОМАШКА ПЛЮС"', 'plius romashka'],
    ['Общество с ограниченной ответственностью «Ромашка Плюс»', 'plius romashka'],
    ['Romashka Plius s.r.o.', 'plius romashka'],
    ['ФОП Іваненко Іван', 'ivan ivanenko'],
    ['Müller GmbH', 'muller'],
    ['LLC', 'llc'],
    ['—', ''],
  ])('%s is %s', (name, plain) => {
    expect(normaliseName(name)).toBe(plain);
  });

  it('keeps its legal form where that tells two apart', () => {
    expect(normaliseFullName('Acme LLC')).not.toBe(normaliseFullName('Acme GmbH'));
  });
});

describe('the likeness of names', () => {
  it.each([
    ['Щербаков Юрій', 'Shcherbakov Yuriy', 100],
    ['Acme Trading', 'Trading Acme LLC', 100],
    ['Acme Trading', 'Beta Logistics', 0],
    ['Store 12', 'Store 13', 0],
  ])('%s and %s: %d', (a, b, likeness) => {
    if (likeness === 0) expect(nameLikeness(a, b)).toBeLessThan(50);
    else expect(nameLikeness(a, b)).toBe(likeness);
  });

  it('is the same whichever comes first', () => {
    const [a, b] = ['Northern Light Trading', 'Nothern Light'];
    expect(nameLikeness(a, b)).toBe(nameLikeness(b, a));
  });

  it('is high for a slip and for what a bank cut off, and low for another word', () => {
    expect(nameLikeness('Northern Light Trading', 'Northern Light Tradign')).toBeGreaterThanOrEqual(90);
    expect(nameLikeness('Northern Light International', 'Northern Light Internat')).toBeGreaterThanOrEqual(
      90,
    );
    expect(nameLikeness('Светлая Типография Сервис', 'Сибирская Типография Сервис')).toBeLessThan(90);
  });
});

describe('what is compared letter by letter', () => {
  it('an account is capitals and digits, without zeros before it', () => {
    expect(normaliseAccount('de89 3704 0044')).toBe('DE8937040044');
    expect(normaliseAccount('000-123 456')).toBe('123456');
  });

  it('a number is capitals and digits, Cyrillic letters as they are drawn', () => {
    expect(normaliseNumber(' са-17/0042 ')).toBe('CA170042');
  });

  it('a text is its words', () => {
    expect(normaliseText('Комісія: за  ПЕРЕКАЗ!')).toBe('комісія за переказ');
  });
});
