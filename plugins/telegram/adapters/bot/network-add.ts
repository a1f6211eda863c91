import { z } from 'zod';
import { network as networkService, type PlaceKind } from '../../../billing/contract/network.js';
import type { Answer, BotAction, BotStep, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { codeOfName } from '../../domain/code-of-name.js';
import { pageButtons, pageOf, ROWS_ON_A_SCREEN } from './paging.js';
import { refused } from './refused.js';

/** A place that is being described: what is not known yet is absent. */
const draftSchema = z.object({
  kind: z.enum(['geo', 'office', 'manager']),
  name: z.string().optional(),
  code: z.string().optional(),
  /** the geo of an office; the first office of a manager, '' for none */
  within: z.string().optional(),
});
type Draft = z.infer<typeof draftSchema>;

const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.network.${key}`, facts);
const cancelRow = ({ t }: Talk) => [{ label: t('telegram:bot.staff.cancel'), action: 'network.home' }];

function draftOf(talk: Talk): Draft | null {
  const draft = draftSchema.safeParse(talk.state);
  return draft.success ? draft.data : null;
}

export const addPlaceActions: Readonly<Record<string, BotAction>> = {
  'add-geo': begin('geo'),
  'add-office': begin('office'),
  'add-manager': begin('manager'),
  'take-code': step((talk, draft) => next(talk, { ...draft, code: codeOfName(draft.name ?? '') })),
  'pick-within': step((talk, draft, [within = '']) => next(talk, { ...draft, within })),
  'turn-within': step((talk, draft, [page]) => askWhere(talk, draft, pageOf(page))),
  save: step(save),
};

export const addPlaceSteps: Readonly<Record<string, BotStep>> = {
  name: typed((draft, name) => ({ ...draft, name })),
  code: typed((draft, code) => ({ ...draft, code })),
  where: { answer: (talk) => again(talk) },
  confirm: { answer: (talk) => again(talk) },
};

function begin(kind: PlaceKind): BotAction {
  return {
    version: 1,
    run: (talk, [within = '']) =>
      next(talk, { kind, ...(kind === 'geo' || within === '' ? {} : { within }) }),
  };
}

/** A button of a conversation that is over says so. */
function step(run: (talk: Talk, draft: Draft, args: readonly string[]) => Promise<void>): BotAction {
  return {
    version: 1,
    async run(talk, args) {
      const draft = draftOf(talk);
      await (draft
        ? run(talk, draft, args)
        : talk.show({ text: html`${talk.t('telegram:bot.staff.over')}` }));
    },
  };
}

function typed(take: (draft: Draft, text: string) => Draft): BotStep {
  return {
    async answer(talk: Talk, answer: Answer) {
      const draft = draftOf(talk);
      const text = answer.kind === 'text' ? answer.text.trim().replaceAll(/\s+/g, ' ') : '';
      if (!draft || text === '') return again(talk);
      await next(talk, take(draft, text));
    },
  };
}

const again = (talk: Talk): Promise<void> => {
  const draft = draftOf(talk);
  return draft ? next(talk, draft) : talk.finish();
};

/** Asks for the first thing that is not known yet; with everything known, whether it is right. */
async function next(talk: Talk, draft: Draft): Promise<void> {
  if (draft.name === undefined) {
    await talk.expect('name', draft);
    return talk.show({ text: html`${say(talk, `ask-name-${draft.kind}`)}`, buttons: [cancelRow(talk)] });
  }
  if (draft.code === undefined) {
    await talk.expect('code', draft);
    const code = codeOfName(draft.name);
    const proposed = { label: say(talk, 'take-code', { code }), action: 'network.take-code' };
    return talk.show({
      text: html`${say(talk, 'ask-code', { name: draft.name })}`,
      buttons: [...(code === '' ? [] : [[proposed]]), cancelRow(talk)],
    });
  }
  if (draft.kind !== 'geo' && draft.within === undefined) return askWhere(talk, draft, 0);
  await talk.expect('confirm', draft);
  await talk.show({
    text: html`${say(talk, `confirm-${draft.kind}`, { name: draft.name, code: draft.code, place: await placeName(talk, draft) })}`,
    buttons: [[{ label: say(talk, 'save'), action: 'network.save' }], cancelRow(talk)],
  });
}

async function askWhere(talk: Talk, draft: Draft, page: number): Promise<void> {
  await talk.expect('where', draft);
  const { geos, offices } = talk.context.use(networkService);
  const asked = { page, pageSize: ROWS_ON_A_SCREEN };
  const found = await (draft.kind === 'office' ? geos(talk.actor, asked) : offices(talk.actor, asked));
  const none = { label: say(talk, 'no-office-yet'), action: 'network.pick-within', args: [''] };
  await talk.show({
    text: html`${say(talk, draft.kind === 'office' ? 'ask-geo' : 'ask-office')}`,
    buttons: [
      ...found.rows
        .filter(({ active }) => active)
        .map(({ id, code, name }) => [
          { label: `${code} · ${name}`, action: 'network.pick-within', args: [id] },
        ]),
      ...pageButtons(talk, 'network.turn-within', [], { page, total: found.total }),
      ...(draft.kind === 'manager' ? [[none]] : []),
      cancelRow(talk),
    ],
  });
}

async function placeName(talk: Talk, { kind, within = '' }: Draft): Promise<string> {
  const { geo, office } = talk.context.use(networkService);
  if (within === '') return say(talk, 'none');
  const found = await (kind === 'office' ? geo(talk.actor, within) : office(talk.actor, within));
  return found?.name ?? '';
}

async function save(talk: Talk, { kind, name = '', code = '', within = '' }: Draft): Promise<void> {
  const { addGeo, addOffice, addManager } = talk.context.use(networkService);
  const added =
    kind === 'geo'
      ? await addGeo(talk.actor, { code, name })
      : kind === 'office'
        ? await addOffice(talk.actor, { code, name, geoId: within })
        : await addManager(talk.actor, {
            ...{ code, name, email: null, phone: null },
            officeIds: within === '' ? [] : [within],
          });
  if (added.ok) {
    await talk.finish();
    return talk.show({
      text: html`${say(talk, `added-${kind}`, { name, code })}`,
      buttons: [[{ label: say(talk, 'open'), action: 'network.place', args: [kind, added.value.id] }]],
    });
  }
  const { error } = added;
  const field = error['field'] === 'name' ? 'name' : 'code';
  const isTyped = error.code === 'code-taken' || 'field' in error;
  if (!isTyped) {
    await talk.finish();
    return talk.show({ text: refused(talk, 'billing', error), buttons: [cancelRow(talk)] });
  }
  // The answer that was wrong is asked for again, the others are kept.
  await talk.expect(field, { kind, name, code, within, [field]: undefined });
  await talk.show({
    text: refused(talk, 'billing', { ...error, field: say(talk, `fields.${field}`) }),
    buttons: [cancelRow(talk)],
  });
}
