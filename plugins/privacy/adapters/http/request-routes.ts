import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { SUBJECT_KINDS } from '../../../../src/kernel/personal-data.js';
import type { Refusal } from '../../../../src/values/result.js';
import { makePlanErasure, makeRequestErasure, type ErasureParts } from '../../app/erase-subject.js';
import { makeRequestExport, type ExportParts } from '../../app/export-subject.js';
import type { ErasurePlan } from '../../contract/requests.js';
import { subjectsOf } from '../show-people.js';
import { sentenceOf } from '../../../../src/kernel/refusal-sentence.js';
import { reportView, requestsView } from '../show-requests.js';

interface Parts {
  readonly erasure: ErasureParts;
  readonly export: ExportParts;
}

const subject = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string().max(36) });
const erasureAsked = subject.extend({ typed: z.string().max(190), reason: z.string().max(2000) });

const UNREADABLE: HttpReply = { status: 422, refusal: { code: 'request-malformed' } };

/** Staff about others. What the doors say stands in contract/requests.ts. */
export function requestRoutes(parts: Parts): readonly HttpRoute[] {
  const requestExport = makeRequestExport(parts.export);
  const requestErasure = makeRequestErasure(parts.erasure);
  return [
    {
      ...{ method: 'GET', path: '/requests', permission: 'privacy.read' },
      handle: async (request) => ({ json: await requestsView(parts, request) }),
    },
    {
      // Everything about one person: whoever sits down at an open screen is asked first.
      ...{ method: 'POST', path: '/exports', permission: 'privacy.export', reauthenticate: true },
      async handle({ context, actor, body }) {
        const asked = subject.safeParse(body);
        if (!asked.success) return UNREADABLE;
        const made = await requestExport(context, actor, asked.data);
        return made.ok ? { status: 202, json: { id: made.value.id } } : refused(made.error);
      },
    },
    {
      ...{ method: 'GET', path: '/erasures/plan', permission: 'privacy.erase' },
      handle: (request) => planned(parts.erasure, request),
    },
    {
      ...{ method: 'POST', path: '/erasures', permission: 'privacy.erase', reauthenticate: true },
      async handle({ context, actor, body }) {
        const asked = erasureAsked.safeParse(body);
        if (!asked.success) return UNREADABLE;
        const begun = await requestErasure(context, actor, asked.data);
        return begun.ok ? { status: 202, json: { id: begun.value.erasureId } } : refused(begun.error);
      },
    },
  ];
}

async function planned(parts: ErasureParts, request: HttpRequest): Promise<HttpReply> {
  const { context, actor, query, signal } = request;
  const asked = subject.safeParse(query);
  if (!asked.success) return UNREADABLE;
  const plan = await makePlanErasure(parts)(context, actor, asked.data, signal);
  if (!plan.ok) return refused(plan.error);
  const { open, report, subject: found } = plan.value;
  const about = { subjectKind: found.kind, subjectId: found.id };
  const subjectOf = await subjectsOf(request, [about]);
  const shown = subjectOf(about);
  if (!shown) return refused({ code: 'unknown-subject' });
  const json: ErasurePlan = {
    ...{ subject: shown, code: found.code, report: reportView(request, report) },
    open: open.map((refusal) => sentenceOf(request, refusal)),
  };
  return { json };
}

function refused(refusal: Refusal): HttpReply {
  if (refusal.code === 'unknown-subject') return { status: 404, refusal };
  return { status: refusal.code === 'erasure-running' ? 409 : 422, refusal };
}
