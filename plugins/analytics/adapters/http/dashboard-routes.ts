import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { savedView } from '../../app/dashboard/load-dashboard.js';
import { SHARE } from '../../app/dashboard/saved-dashboards.js';
import { dashboardService } from '../../dashboard-service.js';
import { readFilters, writeFilters } from '../../domain/dashboard-filters.js';
import { readLayout, type Layout } from '../../domain/dashboard-layout.js';

const PERMISSION = 'analytics.read';
const WIDGETS_AT_MOST = 40;

const layout = z.array(z.unknown()).transform((places): Layout => readLayout(places));
const draft = z.object({
  name: z.string().trim().min(1).max(120),
  shared: z.boolean(),
  layout,
  filters: z.string().max(4000).transform(meantBy),
});
const change = z.object({
  name: draft.shape.name.optional(),
  shared: draft.shape.shared.optional(),
  layout: draft.shape.layout.optional(),
  filters: draft.shape.filters.optional(),
  version: z.number().int(),
});
const arrangement = z.object({ layout: layout.nullable() });

export const dashboardRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/dashboard',
    permission: PERMISSION,
    async handle({ context, actor, query, language }) {
      const loaded = await context.use(dashboardService).load(actor, {
        filters: readFilters(query),
        dashboardId: query['dashboard'] || null,
        widgets: query['widgets']?.split(',').slice(0, WIDGETS_AT_MOST) ?? null,
        language,
      });
      if (!loaded.ok) return refused(loaded.error);
      return { json: loaded.value.view, etag: loaded.value.etag };
    },
  },
  {
    method: 'PUT',
    path: '/dashboard/arrangement',
    permission: PERMISSION,
    handle: (request) =>
      answered(request, arrangement, (form) =>
        request.context.use(dashboardService).saved.arrange(request.actor, form.layout),
      ),
  },
  {
    method: 'GET',
    path: '/dashboards',
    permission: PERMISSION,
    async handle({ context, actor }) {
      const found = await context.use(dashboardService).saved.list(actor);
      return {
        json: {
          dashboards: found.map((one) => savedView(one, actor)),
          mayShare: context.may(actor, SHARE),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/dashboards',
    permission: PERMISSION,
    handle: (request) =>
      answered(request, draft, (form) =>
        request.context.use(dashboardService).saved.save(request.actor, form),
      ),
  },
  {
    method: 'PUT',
    path: '/dashboards/:dashboard',
    permission: PERMISSION,
    handle: (request) =>
      answered(request, change, ({ version, ...changed }) =>
        request.context
          .use(dashboardService)
          .saved.change(request.actor, { id: request.params['dashboard'] ?? '', version }, said(changed)),
      ),
  },
  {
    method: 'DELETE',
    path: '/dashboards/:dashboard',
    permission: PERMISSION,
    async handle({ context, actor, params }) {
      const removed = await context.use(dashboardService).saved.remove(actor, params['dashboard'] ?? '');
      return removed.ok ? { json: removed.value } : refused(removed.error);
    },
  },
];

async function answered<Form>(
  request: HttpRequest,
  schema: z.ZodType<Form>,
  work: (form: Form) => Promise<Result<unknown, Refusal>>,
): Promise<HttpReply> {
  const form = parse(schema, request.body);
  const done = form.ok ? await work(form.value) : form;
  return done.ok ? { json: done.value } : refused(done.error);
}

function parse<Form>(schema: z.ZodType<Form>, body: unknown): Result<Form, Refusal> {
  const parsed = schema.safeParse(body);
  return parsed.success ? ok(parsed.data) : err({ code: 'dashboard-incomplete' });
}

/** What a change does not mention stays as it is. */
function said<Changed extends object>(
  changed: Changed,
): { [Name in keyof Changed]: NonNullable<Changed[Name]> } {
  const mentioned = Object.entries(changed).filter(([, value]) => value !== undefined);
  return Object.fromEntries(mentioned) as { [Name in keyof Changed]: NonNullable<Changed[Name]> };
}

function refused(refusal: Refusal): HttpReply {
  const status = { 'dashboard-unknown': 404, 'dashboard-stale': 409, 'dashboard-sharing': 403 }[refusal.code];
  return { status: status ?? 422, refusal };
}

/** The words of an address that say something, in their order. */
function meantBy(address: string): string {
  const filters = readFilters(Object.fromEntries(new URLSearchParams(address)));
  return writeFilters(filters)
    .map(([name, word]) => `${name}=${encodeURIComponent(word).replaceAll('%2C', ',')}`)
    .join('&');
}
