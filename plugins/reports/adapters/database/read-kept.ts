// What rows keep as JSON, read once more by the schemas that let it in. null: it cannot be read any more.
import { z } from 'zod';
import { ROLES, type Actor, type Role } from '../../../../src/kernel/permissions.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import type { ReportDefinition } from '../../contract/definition.js';
import type { ScheduleRecipient } from '../../contract/doors.js';
import { recipients } from '../read-asked.js';
import { definitionSchema } from '../read-definition.js';

const roles = z.array(z.enum(ROLES));
const actor = z.looseObject({
  userId: z.string().nullable(),
  name: z.string(),
  role: z.enum(ROLES),
});

export function keptDefinition(text: string): ReportDefinition | null {
  return definitionSchema.safeParse(parseKept(text)).data ?? null;
}

export function keptRoles(text: string): readonly Role[] | null {
  return roles.safeParse(parseKept(text)).data ?? null;
}

export function keptRecipients(text: string): readonly ScheduleRecipient[] | null {
  return recipients.safeParse(parseKept(text)).data ?? null;
}

export function keptActor(text: string): Actor | null {
  const kept = actor.safeParse(parseKept(text));
  return kept.success ? (kept.data as unknown as Actor) : null;
}
