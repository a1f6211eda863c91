import {
  network as networkService,
  type Network,
  type PlaceKind,
} from '../../../billing/contract/network.js';
import type { BotAction, BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { addPlaceActions, addPlaceSteps } from './network-add.js';
import { pageButtons, pageOf, ROWS_ON_A_SCREEN } from './paging.js';
import { refused } from './refused.js';

const KINDS = ['geo', 'office', 'manager'] as const;
const LISTS = { geo: 'geos', office: 'offices', manager: 'managers' } as const;

const action = (run: BotAction['run']): BotAction => ({ version: 1, run });
const books = ({ context }: Talk): Network => context.use(networkService);
const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.network.${key}`, facts);
const kindOf = (text: string | undefined): PlaceKind => KINDS.find((kind) => kind === text) ?? 'geo';

/** Geos, the offices in them, the managers who answer for those: looked through, added, disabled and enabled. */
export const networkFeature: BotFeature = {
  name: 'network',
  permission: 'billing.office.write',
  roles: ['admin', 'operator'],
  inMenu: true,
  isCommand: true,
  open: home,
  actions: {
    home: action(home),
    find: action(askForTerm),
    list: action((talk, [kind, within = '', page]) => list(talk, kindOf(kind), within, pageOf(page))),
    place: action((talk, [kind, id = '']) => place(talk, kindOf(kind), id)),
    switch: action((talk, [kind, id = '', to]) => askToSwitch(talk, kindOf(kind), id, to === 'on')),
    'switch-now': action((talk, [kind, id = '', to]) => switchNow(talk, kindOf(kind), id, to === 'on')),
    assign: action((talk, [managerId = '', page]) => chooseOffices(talk, managerId, pageOf(page))),
    toggle: action(toggleOffice),
    ...addPlaceActions,
  },
  steps: { term: { answer: findTerm }, ...addPlaceSteps },
};

async function home(talk: Talk): Promise<void> {
  await talk.finish();
  await talk.show({
    text: html`<b>${say(talk, 'title')}</b>
${say(talk, 'help')}`,
    buttons: [
      ...KINDS.map((kind): readonly ScreenButton[] => [
        { label: say(talk, LISTS[kind]), action: 'network.list', args: [kind, '', '0'] },
      ]),
      [{ label: say(talk, 'find'), action: 'network.find' }],
    ],
  });
}

/** @param within a geo's id for offices, an office's for managers; empty for all */
async function list(talk: Talk, kind: PlaceKind, within: string, page: number): Promise<void> {
  const asked = { page, pageSize: ROWS_ON_A_SCREEN };
  const { geos, offices, managers } = books(talk);
  const found =
    kind === 'geo'
      ? await geos(talk.actor, asked)
      : kind === 'office'
        ? await offices(talk.actor, { ...asked, ...(within === '' ? {} : { geoId: within }) })
        : await managers(talk.actor, { ...asked, ...(within === '' ? {} : { officeId: within }) });
  await talk.show({
    text: html`<b>${say(talk, LISTS[kind])}</b>
${say(talk, 'count', { count: found.total })}`,
    buttons: [
      ...found.rows.map((row) => [buttonOf(talk, kind, row)]),
      ...pageButtons(talk, 'network.list', [kind, within], { page, total: found.total }),
      [{ label: say(talk, `add-${kind}`), action: `network.add-${kind}`, args: [within] }],
      [backTo(talk, kind, within)],
    ],
  });
}

function buttonOf(
  talk: Talk,
  kind: PlaceKind,
  { id, code, name, active }: { id: string; code: string; name: string; active: boolean },
): ScreenButton {
  const label = `${code} · ${name}`;
  return {
    label: active ? label : say(talk, 'is-disabled', { label }),
    action: 'network.place',
    args: [kind, id],
  };
}

function backTo(talk: Talk, kind: PlaceKind, within: string): ScreenButton {
  const label = talk.t('telegram:bot.staff.back');
  if (within === '' || kind === 'geo') return { label, action: 'network.home' };
  return { label, action: 'network.place', args: [kind === 'office' ? 'geo' : 'office', within] };
}

interface Shown {
  readonly name: string;
  readonly code: string;
  readonly active: boolean;
  readonly lines: readonly BotText[];
  readonly buttons: readonly (readonly ScreenButton[])[];
}

async function place(talk: Talk, kind: PlaceKind, id: string): Promise<void> {
  const shown = await shownOf(talk, kind, id);
  if (!shown) return talk.show(gone(talk));
  const { name, code, active, lines, buttons } = shown;
  const to = active ? 'disable' : 'enable';
  await talk.show({
    text: html`<b>${name}</b> (${code})
${[html`${say(talk, active ? 'active' : 'disabled')}`, ...lines]}`,
    buttons: [
      ...buttons,
      [{ label: say(talk, to), action: 'network.switch', args: [kind, id, active ? 'off' : 'on'] }],
    ],
  });
}

async function shownOf(talk: Talk, kind: PlaceKind, id: string): Promise<Shown | null> {
  const { geo, office, manager } = books(talk);
  const listed = (label: string, of: PlaceKind, within: string): ScreenButton => ({
    label: say(talk, label),
    action: 'network.list',
    args: [of, within, '0'],
  });
  if (kind === 'geo') {
    const found = await geo(talk.actor, id);
    const buttons = [[listed('offices-here', 'office', id)], [listed('all-geos', 'geo', '')]];
    return found && { ...found, lines: [], buttons };
  }
  if (kind === 'office') {
    const found = await office(talk.actor, id);
    if (!found) return null;
    return {
      ...found,
      lines: [html`${say(talk, 'in-geo', { name: found.geoName })}`],
      buttons: [[listed('managers-here', 'manager', id)], [listed('offices-here', 'office', found.geoId)]],
    };
  }
  const found = await manager(talk.actor, id);
  if (!found) return null;
  const names = found.offices.map((each) => each.name).join(', ');
  return {
    ...found,
    lines: [html`${names === '' ? say(talk, 'no-offices') : say(talk, 'answers-for', { names })}`],
    buttons: [
      [{ label: say(talk, 'assign'), action: 'network.assign', args: [id, '0'] }],
      [listed('all-managers', 'manager', '')],
    ],
  };
}

const gone = (talk: Talk) => ({
  text: html`${talk.t('billing:refusals.unknown-place')}`,
  buttons: [[{ label: talk.t('telegram:bot.staff.back'), action: 'network.home' }]],
});

async function askToSwitch(talk: Talk, kind: PlaceKind, id: string, on: boolean): Promise<void> {
  const shown = await shownOf(talk, kind, id);
  if (!shown) return talk.show(gone(talk));
  const to = on ? 'on' : 'off';
  await talk.show({
    text: html`${say(talk, `ask-${to}-${kind}`, { name: shown.name })}`,
    buttons: [
      [{ label: say(talk, on ? 'enable' : 'disable'), action: 'network.switch-now', args: [kind, id, to] }],
      [{ label: talk.t('telegram:bot.staff.back'), action: 'network.place', args: [kind, id] }],
    ],
  });
}

async function switchNow(talk: Talk, kind: PlaceKind, id: string, active: boolean): Promise<void> {
  const switched = await books(talk).setActive(talk.actor, { kind, id, active });
  if (switched.ok) {
    talk.toast(say(talk, active ? 'enabled-now' : 'disabled-now'));
    return place(talk, kind, id);
  }
  await talk.show({
    text: refused(talk, 'billing', switched.error),
    buttons: [[{ label: talk.t('telegram:bot.staff.back'), action: 'network.place', args: [kind, id] }]],
  });
}

async function chooseOffices(talk: Talk, managerId: string, page: number): Promise<void> {
  const { manager, offices } = books(talk);
  const found = await manager(talk.actor, managerId);
  if (!found) return talk.show(gone(talk));
  const all = await offices(talk.actor, { page, pageSize: ROWS_ON_A_SCREEN });
  const own = new Set(found.offices.map(({ id }) => id));
  await talk.show({
    text: html`${say(talk, 'choose-offices', { name: found.name })}`,
    buttons: [
      ...all.rows.map(({ id, code, name }) => [
        {
          label: say(talk, own.has(id) ? 'office-taken' : 'office-free', { label: `${code} · ${name}` }),
          action: 'network.toggle',
          args: [managerId, id, String(page)],
        },
      ]),
      ...pageButtons(talk, 'network.assign', [managerId], { page, total: all.total }),
      [{ label: talk.t('telegram:bot.staff.done'), action: 'network.place', args: ['manager', managerId] }],
    ],
  });
}

async function toggleOffice(
  talk: Talk,
  [managerId = '', officeId = '', page]: readonly string[],
): Promise<void> {
  const found = await books(talk).manager(talk.actor, managerId);
  if (!found) return talk.show(gone(talk));
  const own = found.offices.map(({ id }) => id);
  const officeIds = own.includes(officeId) ? own.filter((id) => id !== officeId) : [...own, officeId];
  const assigned = await books(talk).assignManager(talk.actor, { managerId, officeIds });
  if (!assigned.ok) return talk.show({ text: refused(talk, 'billing', assigned.error) });
  await chooseOffices(talk, managerId, pageOf(page));
}

async function askForTerm(talk: Talk): Promise<void> {
  await talk.expect('term', {});
  await talk.show({ text: html`${say(talk, 'ask-term')}` });
}

async function findTerm(
  talk: Talk,
  answer: { readonly kind: string; readonly text?: string },
): Promise<void> {
  const asked = { term: (answer.text ?? '').slice(0, 100), page: 0, pageSize: ROWS_ON_A_SCREEN };
  const { geos, offices, managers } = books(talk);
  const found = await Promise.all([
    geos(talk.actor, asked),
    offices(talk.actor, asked),
    managers(talk.actor, asked),
  ]);
  const buttons = found.flatMap(({ rows }, index) =>
    rows.map((row) => [buttonOf(talk, KINDS[index] ?? 'geo', row)]),
  );
  await talk.finish();
  await talk.send({
    text: html`${say(talk, buttons.length === 0 ? 'nothing-found' : 'found', { term: asked.term })}`,
    buttons: [...buttons, [{ label: talk.t('telegram:bot.staff.back'), action: 'network.home' }]],
  });
}
