// Names of companies as they are registered, and as banks, clerks and other alphabets write them.
import type { Chance } from './random.js';

export type Script = 'en' | 'uk' | 'ru';

export interface CompanyName {
  readonly script: Script;
  /** without its legal form; unique in a world */
  readonly core: string;
  readonly legalForm: string;
  /** as the books have it */
  readonly full: string;
}

const FIRST: Readonly<Record<Script, readonly string[]>> = {
  en: 'North South River Stone Silver Golden Green Blue Bright Harbour Summit Cedar Maple Falcon Atlas Orion Delta Vertex Polar Crystal Urban Coastal Prime Noble'.split(
    ' ',
  ),
  uk: 'Карпатська Дніпровська Київська Львівська Зелена Світла Нова Перша Українська Степова Чорноморська Поліська Срібна Південна Північна Волинська Подільська Галицька Слобідська Єдина'.split(
    ' ',
  ),
  ru: 'Северная Южная Уральская Волжская Новая Первая Красная Светлая Балтийская Сибирская Золотая Верхняя Озёрная Луговая Восточная Западная Речная Лесная Горная Морская'.split(
    ' ',
  ),
};
const SECOND: Readonly<Record<Script, readonly string[]>> = {
  en: 'Trading Logistics Systems Media Foods Energy Textiles Optics Partners Networks Holdings Supplies Motors Labs Studios Ventures Retail Freight Telecom Marine'.split(
    ' ',
  ),
  uk: 'Торгівля Логістика Будівля Хвиля Мережа Енергія Пшениця Кераміка Друкарня Оптика Аптека Гілка Майстерня Криниця Родина Вишня Пекарня Бджола Школа Їжа'.split(
    ' ',
  ),
  ru: 'Торговля Логистика Стройка Волна Сеть Энергия Мельница Керамика Типография Оптика Аптека Ветка Мастерская Роща Семья Вишня Пекарня Пчела Школа Ферма'.split(
    ' ',
  ),
};
const THIRD: Readonly<Record<Script, readonly string[]>> = {
  en: 'Group International Europe Services Global Solutions Works Direct'.split(' '),
  uk: 'Центр Сервіс Груп Захід Схід Плюс Дім Край'.split(' '),
  ru: 'Центр Сервис Групп Запад Восток Плюс Дом Край'.split(' '),
};
const LEGAL_FORMS: Readonly<Record<Script, readonly string[]>> = {
  en: ['Ltd', 'LLC', 'GmbH', 'Limited', 'Inc', 'Sp. z o.o.', 'S.A.', 'B.V.'],
  uk: ['ТОВ', 'ПП', 'ТзОВ', 'АТ', 'Товариство з обмеженою відповідальністю'],
  ru: ['ООО', 'ЗАО', 'АО', 'Общество с ограниченной ответственностью'],
};
const PEOPLE: Readonly<Record<Script, readonly string[]>> = {
  en: ['John Whitfield', 'Mary Okafor', 'Peter Lindqvist', 'Anna Kowalska'],
  uk: ['Шевченко Тарас Григорович', 'ФОП Бондаренко Ірина Олегівна', 'Ковальчук Олена'],
  ru: ['ИП Смирнов Алексей Петрович', 'Кузнецова Мария', 'Попов Дмитрий Иванович'],
};

/** The `place`-th company of a script: different places are different names. */
export function companyName(chance: Chance, script: Script, place: number): CompanyName {
  const [first, second, third] = [FIRST[script], SECOND[script], THIRD[script]];
  const pairs = first.length * second.length;
  const pair = (place * 7919) % pairs;
  const round = Math.floor(place / pairs);
  const words = [first[pair % first.length]!, second[Math.floor(pair / first.length)]!];
  if (round > 0) words.push(third[(round - 1) % third.length]!);
  // Chains number their branches.
  if (round > third.length) words.push(String(Math.floor((round - 1) / third.length) + 1));
  const core = words.join(' ');
  const legalForm = chance.pick(LEGAL_FORMS[script]);
  const full = script === 'en' ? `${core} ${legalForm}` : `${legalForm} «${core}»`;
  return { script, core, legalForm, full };
}

/** As a bank prints it: capitals, other quotation marks, another or no legal form, cut off at 35 characters (SWIFT's line). */
export function asBankPrints(chance: Chance, name: CompanyName): string {
  const form = chance.percent(25)
    ? ''
    : chance.percent(80)
      ? name.legalForm
      : chance.pick(LEGAL_FORMS[name.script]);
  const quoted =
    name.script === 'en' ? name.core : chance.pick([`"${name.core}"`, name.core, `«${name.core}»`]);
  const said = (name.script === 'en' || chance.percent(20) ? [quoted, form] : [form, quoted])
    .filter(Boolean)
    .join(' ');
  const printed = chance.percent(60) ? said.toUpperCase() : said;
  return name.core.length <= 30 && chance.percent(15) && printed.startsWith(name.core.toUpperCase())
    ? printed.slice(0, 35)
    : printed;
}

/** One letter of the name is wrong, missing or doubled. */
export function misspelt(chance: Chance, name: CompanyName): string {
  const letters = [...name.core];
  const places = letters.flatMap((letter, place) => (/\p{L}/u.test(letter) && place > 1 ? [place] : []));
  const place = chance.pick(places);
  const how = chance.int(0, 2);
  if (how === 0) letters.splice(place, 1);
  if (how === 1) letters.splice(place, 0, letters[place]!);
  if (how === 2) [letters[place], letters[place - 1]] = [letters[place - 1]!, letters[place]!];
  return name.script === 'en'
    ? `${letters.join('')} ${name.legalForm}`
    : `${name.legalForm} ${letters.join('')}`;
}

export function somebody(chance: Chance): string {
  return chance.pick(PEOPLE[chance.pick(['en', 'uk', 'ru'] as const)]);
}

// Resolution of the Cabinet of Ministers of Ukraine № 55 (2010), ICAO Doc 9303 part 3 (Russian), and how German banks write it.
const UKRAINIAN: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'h',
    ґ: 'g',
    д: 'd',
    е: 'e',
    є: 'ie',
    ж: 'zh',
    з: 'z',
    и: 'y',
    і: 'i',
    ї: 'i',
    й: 'i',
  },
  ...{
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
  },
  ...{ ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', "'": '', '’': '' },
};
const RUSSIAN: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'i',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
  },
  ...{ ъ: 'ie', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia' },
};
const OLD_STYLE: Readonly<Record<string, string>> = {
  й: 'y',
  х: 'h',
  ю: 'yu',
  я: 'ya',
  ц: 'c',
  щ: 'sch',
  є: 'ye',
  ї: 'yi',
  г: 'g',
};
const WORD_FORMS: Readonly<Record<string, string>> = {
  ТОВ: 'LLC',
  ПП: 'PE',
  ТзОВ: 'LLC',
  АТ: 'JSC',
  ООО: 'LLC',
  ЗАО: 'CJSC',
  АО: 'JSC',
};
const LATIN_FORMS: Readonly<Record<string, string>> = {
  ТОВ: 'TOV',
  ПП: 'PP',
  ТзОВ: 'TzOV',
  АТ: 'AT',
  ООО: 'OOO',
  ЗАО: 'ZAO',
  АО: 'AO',
};

/** A Cyrillic name as a bank abroad writes it; a Latin one in Cyrillic, letter by letter. */
export function inOtherScript(chance: Chance, name: CompanyName): string {
  if (name.script === 'en') return `${chance.pick(['ТОВ', 'ООО'])} ${toCyrillic(name.core)}`;
  const table = name.script === 'uk' ? UKRAINIAN : RUSSIAN;
  const spelling = chance.percent(30) ? { ...table, ...OLD_STYLE } : table;
  const core = latin(name.core, spelling);
  const forms = chance.percent(50) ? LATIN_FORMS : WORD_FORMS;
  const form = forms[name.legalForm] ?? '';
  return (chance.percent(50) ? `${form} ${core}` : `${core} ${form}`).trim().toUpperCase();
}

function latin(text: string, table: Readonly<Record<string, string>>): string {
  return [...text.toLowerCase()].map((letter) => table[letter] ?? letter).join('');
}

// As it sounds, roughly: "South Freight" is "соут фрейт" for whoever never saw it written.
const CYRILLIC: Readonly<Record<string, string>> = {
  ...{ th: 'т', sh: 'ш', ch: 'ч', oo: 'у', ee: 'и', ck: 'к', ph: 'ф', gh: '' },
  ...{
    a: 'а',
    b: 'б',
    c: 'к',
    d: 'д',
    e: 'е',
    f: 'ф',
    g: 'г',
    h: 'х',
    i: 'и',
    j: 'дж',
    k: 'к',
    l: 'л',
    m: 'м',
    n: 'н',
  },
  ...{ o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', w: 'в', x: 'кс', y: 'и', z: 'з' },
};

function toCyrillic(text: string): string {
  return text.toLowerCase().replace(/th|sh|ch|oo|ee|ck|ph|gh|[a-z]/g, (sound) => CYRILLIC[sound] ?? sound);
}
