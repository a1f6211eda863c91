import type { CurrentAdmin, RecordJSON } from './adminjs.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../query/queries.js';
import type { Form } from './form-values.js';
import type { HouseRecord, HouseResource } from './house-resource.js';
import type { PanelReader } from './panel-reader.js';
import { scopeFor } from './panel-registry.js';

/** Two versions of one record: what somebody typed, and what somebody else saved before. */
export interface StaleSave {
  readonly mine: RecordJSON;
  readonly theirs: RecordJSON;
  /** who saved it last, and when (ISO 8601), where the audit trail knows */
  readonly who: string | null;
  readonly at: string | null;
}

export async function staleSave(
  resource: HouseResource,
  record: HouseRecord,
  reader: PanelReader,
  form: Form,
): Promise<StaleSave> {
  const theirs = record.toJSON(reader as unknown as CurrentAdmin);
  const typed = Object.entries(form).filter(([name]) => name in theirs.params);
  const mine = {
    ...theirs,
    params: { ...theirs.params, ...(Object.fromEntries(typed) as RecordJSON['params']) },
    populated: { ...theirs.populated, ...(await typedReferences(resource, reader, form)) },
  };
  return { mine, theirs, ...(await lastSave(resource, record.id())) };
}

/** What a typed reference points to, by name, where the reader may see it. */
async function typedReferences(
  { entry, registry }: HouseResource,
  reader: PanelReader,
  form: Form,
): Promise<RecordJSON['populated']> {
  const found: Record<string, unknown> = {};
  for (const field of entry.resource.fields) {
    const target = field.reference === null ? null : registry.entry(field.reference);
    const id = form[field.name];
    if (!target || typeof id !== 'string' || id === '') continue;
    const [row] = await target.reads.titles(registry.database, scopeFor(target, reader), [id]);
    const title = row?.[target.resource.titleField.name];
    found[field.name] = row ? { id, title: String(title ?? id), params: {}, recordActions: [] } : null;
  }
  return found as RecordJSON['populated'];
}

async function lastSave(
  { entry, registry }: HouseResource,
  id: string,
): Promise<Pick<StaleSave, 'who' | 'at'>> {
  const link = await queriesOf<HostTables>(registry.database.queries)
    .selectFrom('audit_entry as link')
    .leftJoin('audit_content as content', 'content.entry_id', 'link.id')
    .select(['link.at', 'content.actor'])
    .where('link.entity', '=', entry.resource.model.name)
    .where('link.entity_id', '=', id)
    .orderBy('link.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { who: link?.actor ?? null, at: link?.at.toISOString() ?? null };
}
