/** The few modules of AdminJS's browser half that its index does not export; scripts/panel-modules.mjs resolves them. */
declare module 'adminjs/frontend/utils/adminjs.i18n.js' {
  import type { i18n } from 'i18next';
  import type { Locale } from 'adminjs';
  export default function initTranslations(config: Locale): { i18n: i18n };
}

declare module 'adminjs/frontend/components/routes/index.js' {
  import type { ComponentType } from 'react';
  export const DashboardRoute: ComponentType;
  export const RecordActionRoute: ComponentType;
  export const ResourceActionRoute: ComponentType;
  export const BulkActionRoute: ComponentType;
  export const PageRoute: ComponentType;
  export const ResourceRoute: ComponentType;
}

/** Made by scripts/panel-modules.mjs: every page by the name that the server knows it by. */
declare module 'house:pages' {
  import type { ComponentType } from 'react';
  export const pages: Readonly<Record<string, () => Promise<{ default: ComponentType }>>>;
}

/** The design system brings it without types. */
declare module 'styled-components' {
  import type { ComponentType, ReactNode } from 'react';
  export const ThemeProvider: ComponentType<{ readonly theme: object; readonly children?: ReactNode }>;
}
