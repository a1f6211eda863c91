import type { ComponentType } from 'react';

declare global {
  interface Window {
    /** AdminJS looks here for every component that a resource, page or override names. */
    AdminJS: { UserComponents: Record<string, ComponentType<never>> };
  }
}

// Before AdminJS's own modules are evaluated: some look here at once.
window.AdminJS = { UserComponents: {} };
