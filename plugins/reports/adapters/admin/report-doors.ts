import type { ReportDefinition } from '../../contract/definition.js';
import { definitionToAddress } from '../../domain/definition-address.js';

/** What the doors under /admin/x/reports answer stands in contract/doors.ts. */
export const DOORS = '/admin/x/reports';

const BUILDER_PAGE = '/admin/pages/reports-builder';

/** Where a report comes from: saved, of the library, or nowhere yet. */
export type Origin =
  | { readonly kind: 'saved'; readonly id: string }
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'new' };

/** The builder with a report in it; what is not saved of it stands in the address too, so that the address can be passed on. */
export function builderAddress(origin: Origin, unsaved?: ReportDefinition): string {
  const query = new URLSearchParams(
    origin.kind === 'saved' ? { id: origin.id } : origin.kind === 'library' ? { library: origin.name } : {},
  );
  if (unsaved) query.set('definition', definitionToAddress(unsaved));
  const text = query.toString();
  return text === '' ? BUILDER_PAGE : `${BUILDER_PAGE}?${text}`;
}

export function originInAddress(): Origin {
  const query = new URLSearchParams(window.location.search);
  const id = query.get('id');
  const library = query.get('library');
  if (id) return { kind: 'saved', id };
  return library ? { kind: 'library', name: library } : { kind: 'new' };
}
