import type { Refusal } from '../../values/result.js';

/**
 * Stops a request of the panel with a sentence. Thrown, because it has to pass through AdminJS; it is caught at the door
 * (plugin-actions, mount-admin) and never leaves this folder.
 */
export class PanelRefusal extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly status = 422,
    /** namespace of the sentence */
    readonly plugin = 'host',
  ) {
    super(`${plugin}:refusals.${refusal.code}`);
  }
}

export interface FieldRefusal {
  readonly field: string;
  readonly refusal: Refusal;
}

/** A form with fields that cannot be taken as they are. */
export class FormRefusal extends Error {
  constructor(readonly fields: readonly FieldRefusal[]) {
    super(`refused: ${fields.map(({ field }) => field).join(', ')}`);
  }
}
