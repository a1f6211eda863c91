import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { channelViews, contentOf, ladderViews, planLineViews } from '../../app/reminders/shown.js';
import { todayOf } from '../../app/reminders/needs.js';
import type { LaddersView, PlanCountsView, PlanView } from '../../contract/ladder-doors.js';
import type { Ladder } from '../../domain/ladder.js';
import { usualLadder } from '../../domain/usual-ladder.js';
import { reminderUseCases } from '../../reminder-use-cases.js';
import {
  ladderChange,
  ladderOrder,
  ladderVersion,
  newLadder,
  readDay,
  readLadder,
  readPlanPage,
} from '../read-ladder.js';

const READ = 'notifications.read';
const CHANGE = 'notifications.configure';

/** What the doors say and are told stands in contract/ladder-doors.ts. */
export const ladderRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/ladder',
    permission: READ,
    async handle(request) {
      const { context, actor, language } = request;
      const { needs } = context.use(reminderUseCases);
      const json: LaddersView = {
        ladders: await ladderViews(context, actor, await needs.ladders.all(context.database.queries)),
        channels: channelViews(context, language),
        today: await todayOf(needs),
        mayChange: context.may(actor, CHANGE),
      };
      return { json };
    },
  },
  {
    method: 'POST',
    path: '/ladder',
    permission: CHANGE,
    async handle(request) {
      const body = readLadder(newLadder, request.body);
      const content = body.ok ? contentOf(body.value) : body;
      if (!content.ok) return refused(content.error);
      return shown(
        request,
        await request.context.use(reminderUseCases).createLadder(request.actor, content.value),
      );
    },
  },
  {
    method: 'POST',
    path: '/ladder/usual',
    permission: CHANGE,
    async handle(request) {
      const { context, actor, language } = request;
      const name = context.translator.text(language, 'notifications:reminders.usual-name');
      return shown(request, await context.use(reminderUseCases).createLadder(actor, usualLadder(name)));
    },
  },
  {
    method: 'PUT',
    path: '/ladder/order',
    permission: CHANGE,
    async handle({ context, actor, body }) {
      const order = readLadder(ladderOrder, body);
      if (!order.ok) return refused(order.error);
      const arranged = await context.use(reminderUseCases).arrangeLadders(actor, order.value.ids);
      return arranged.ok
        ? { json: await ladderViews(context, actor, arranged.value) }
        : refused(arranged.error);
    },
  },
  {
    method: 'PUT',
    path: '/ladder/:ladder',
    permission: CHANGE,
    async handle(request) {
      const { context, actor, params } = request;
      const body = readLadder(ladderChange, request.body);
      const content = body.ok ? contentOf(body.value.content) : body;
      if (!body.ok) return refused(body.error);
      if (!content.ok) return refused(content.error);
      const which = { id: params['ladder'] ?? '', version: body.value.version };
      return shown(request, await context.use(reminderUseCases).changeLadder(actor, which, content.value));
    },
  },
  {
    method: 'DELETE',
    path: '/ladder/:ladder',
    permission: CHANGE,
    async handle(request) {
      const { context, actor, params, body } = request;
      const version = readLadder(ladderVersion, body);
      if (!version.ok) return refused(version.error);
      const which = { id: params['ladder'] ?? '', ...version.value };
      return shown(request, await context.use(reminderUseCases).deleteLadder(actor, which));
    },
  },
  {
    method: 'GET',
    path: '/ladder/plan',
    permission: READ,
    async handle({ context, actor, language, query }) {
      const asked = readPlanPage(query);
      if (!asked.ok) return refused(asked.error);
      const page = await context.use(reminderUseCases).showPlan.page(actor, asked.value);
      if (!page.ok) return refused(page.error);
      const { translator, people } = context;
      const lines = await planLineViews({ translator, people, language }, page.value.lines);
      return { json: { ...page.value, lines } satisfies PlanView };
    },
  },
  {
    method: 'GET',
    path: '/ladder/plan/counts',
    permission: READ,
    async handle({ context, actor, query }) {
      const day = readDay(query['on']);
      if (!day.ok) return refused(day.error);
      const counts = await context.use(reminderUseCases).showPlan.counts(actor, day.value);
      return counts.ok ? { json: counts.value satisfies PlanCountsView } : refused(counts.error);
    },
  },
];

async function shown({ context, actor }: HttpRequest, saved: Result<Ladder, Refusal>): Promise<HttpReply> {
  if (!saved.ok) return refused(saved.error);
  const [json] = await ladderViews(context, actor, [saved.value]);
  return { json };
}

function refused(refusal: Refusal): HttpReply {
  const status = { 'unknown-ladder': 404, 'changed-meanwhile': 409 }[refusal.code];
  return { status: status ?? 422, refusal };
}
