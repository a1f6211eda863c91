// What somebody tries who looks for rows that are not theirs: filters, orders and searches that would tell them, and forms that point
// to them.
import { models } from '../../generated/model.js';
import type { FormField } from '../../src/kernel/contributions.js';
import type { Door } from './doors.js';
import type { FullHouse } from './full-house.js';
import { MARK_B } from './two-sides.js';

/** Additions to the address of a list, a search or a choice. */
export function hostileQueries(door: Door, house: FullHouse): readonly string[] {
  const model = /\/(?:api\/resources|lists)\/(\w+)(?:\/actions\/list)?$/.exec(door.path)?.[1];
  if (model) return listQueries(model, house);
  if (door.path.includes('/choices/'))
    return ['?q=', `?q=${MARK_B}`, `?ids=${everyId(house)}`, '?limit=1000000'];
  if (/\/analytics\/(query|dashboard|cash|trends|anomalies|forecast|review)$/.test(door.path))
    return figureQueries(door, house);
  if (/\/api\/v1\/\w+$/.test(door.path))
    return [
      `?representativeId=${idOf(house, 'Representative')}`,
      `?filter[representativeId]=${idOf(house, 'Representative')}`,
      '?limit=200',
      '?sort=-total',
    ];
  return door.path.endsWith('/search')
    ? [`?q=${MARK_B}`, '?q=ZQ', '?q=%25%25', `?q=${idOf(house, 'Invoice')}`]
    : [];
}

const EVER = 'from=2020-01-01&to=2030-12-31';

/** Figures by what would name side B, and narrowed to it. */
function figureQueries({ path }: Door, house: FullHouse): readonly string[] {
  const theirs = ['Representative', 'Office', 'Geo', 'Manager'].map(
    (model) => `${model.toLowerCase()}=${idOf(house, model)}`,
  );
  if (!path.endsWith('/query')) return [`?${EVER}`, ...theirs.map((filter) => `?${EVER}&${filter}`)];
  const asked = `?measures=sales,invoices,outstanding,collected&${EVER}`;
  return [
    ...['representative', 'office', 'geo', 'manager'].map((dimension) => `${asked}&by=${dimension}`),
    ...theirs.map((filter) => `${asked}&by=month&${filter}`),
  ];
}

function listQueries(model: string, house: FullHouse): readonly string[] {
  const fields = models.find(({ name }) => name === model)?.fields ?? [];
  const row = house.b.get(model) ?? {};
  const scalars = fields.filter((field) => field.kind === 'scalar').map(({ name }) => name);
  return [
    '?perPage=1000000',
    `?filters.q=${MARK_B}`,
    ...scalars.map((name) => `?filters.${name}=${encodeURIComponent(String(row[name] ?? ''))}`),
    ...scalars.map((name) => `?sortBy=${name}&direction=desc`),
    ...scalars.map((name) => `?filters.${name}~~from=0&filters.${name}~~to=zzzz`),
  ];
}

function everyId(house: FullHouse): string {
  return [...house.b.values()]
    .map(({ id }) => id)
    .filter((id) => typeof id === 'string')
    .join();
}

const idOf = (house: FullHouse, model: string): string => String(house.b.get(model)?.['id'] ?? '');

/** Bodies for a door whose address names the walker's own records. */
export function hostileBodies(door: Door, house: FullHouse): readonly unknown[] {
  const id = idOf(house, 'Invoice');
  const action = house.served.open.house.actions.find(({ value }) =>
    door.path.startsWith(`/admin/x/host/actions/${value.resource}/${value.name}?`),
  )?.value;
  if (action) {
    const ids = action.on === 'resource' ? [] : [`{${action.resource}}`];
    const theirs = idOf(house, action.resource);
    return [
      { ids, input: formOf(action.form ?? [], house) },
      { ids: [theirs], input: formOf(action.form ?? [], house) },
      { ids: [...ids, theirs], input: formOf(action.form ?? [], house) },
    ];
  }
  const model = /\/admin\/api\/resources\/(\w+)\//.exec(door.path)?.[1];
  if (model) return [{ ...pointers(model, house), version: '1' }];
  const everything = Object.fromEntries(
    [...house.b].map(([name, row]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}Id`, row['id']]),
  );
  return [
    {
      ...everything,
      id,
      ids: [id],
      model: 'Invoice',
      entity: 'Invoice',
      entityId: id,
      recordId: id,
      body: 'words',
      text: 'words',
    },
    {
      ...everything,
      currency: 'EUR',
      amount: '1.00',
      receivedOn: '2026-03-01',
      method: 'bank',
      lines: [],
      allocations: [{ invoiceId: id, amount: '1.00' }],
    },
  ];
}

/** A form of a model in which every reference, and the id, points to side B. */
function pointers(model: string, house: FullHouse): Readonly<Record<string, unknown>> {
  const row = house.b.get(model) ?? {};
  const pointing = Object.entries(row).filter(([name]) => name === 'id' || name.endsWith('Id'));
  return Object.fromEntries(
    pointing.map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );
}

function formOf(form: readonly FormField[], house: FullHouse): Readonly<Record<string, unknown>> {
  return Object.fromEntries(form.map((field) => [field.name, valueOf(field, house)]));
}

const PLAIN: Readonly<Record<string, unknown>> = {
  money: '1.00',
  date: '2026-03-01',
  month: '2026-03',
  number: '1',
  boolean: true,
  currency: 'EUR',
  hidden: '1',
};

function valueOf(field: FormField, house: FullHouse): unknown {
  if (field.kind === 'reference') return idOf(house, field.reference ?? '');
  if (field.kind === 'rows') return [formOf(field.columns ?? [], house)];
  if (field.kind === 'select') return field.options?.[0] ?? '';
  return PLAIN[field.kind] ?? 'words of some length';
}
