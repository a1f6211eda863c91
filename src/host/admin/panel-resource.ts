import type { Model } from '../../../generated/model.js';
import type { AdminAction, AdminResource } from '../../kernel/contributions.js';
import type { PluginContext } from '../../kernel/plugin.js';
import { describeFields, idFieldOf, type PanelField } from './panel-field.js';

/** An action speaks and acts for the plugin that contributed it, on whosever resource it stands. */
export interface PanelAction extends AdminAction {
  readonly plugin: string;
  readonly context: PluginContext;
}

/** A model of the panel: what its plugin contributed, joined with what the schema says. */
export interface PanelResource {
  readonly plugin: string;
  readonly context: PluginContext;
  readonly contribution: AdminResource;
  readonly actions: readonly PanelAction[];
  readonly model: Model;
  readonly fields: readonly PanelField[];
  readonly idField: PanelField;
  readonly titleField: PanelField;
  readonly versionField: PanelField | null;
  field(name: string): PanelField | null;
}

export function describeResource(
  plugin: string,
  context: PluginContext,
  contribution: AdminResource,
  model: Model,
  actions: readonly PanelAction[],
): PanelResource {
  const fields = describeFields(model, contribution);
  const byName = new Map(fields.map((field) => [field.name, field]));
  const named = (name: string): PanelField => {
    const field = byName.get(name);
    if (field) return field;
    throw new Error(
      `Plugin "${plugin}" shows a field "${name}" of ${model.name}, which the schema does not have.`,
    );
  };
  const everyName = [
    contribution.listFields,
    contribution.showFields,
    contribution.editFields,
    contribution.filterFields,
    contribution.searchFields,
  ];
  for (const name of everyName.flatMap((names) => names ?? [])) named(name);
  return {
    plugin,
    context,
    contribution,
    actions,
    model,
    fields,
    idField: named(idFieldOf(model)),
    titleField: named(contribution.titleField),
    versionField: byName.get('version') ?? null,
    field: (name) => byName.get(name) ?? null,
  };
}
