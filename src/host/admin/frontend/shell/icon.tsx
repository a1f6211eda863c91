import { Icon as FeatherIcon } from '@adminjs/design-system';
import type { ReactElement } from 'react';

/** Decoration beside words; never the only thing that says what a control does. */
export function Icon({ icon }: { readonly icon: string | null | undefined }): ReactElement | null {
  if (!icon) return null;
  return (
    <span className="ch-icon" aria-hidden="true">
      <FeatherIcon icon={icon} />
    </span>
  );
}
