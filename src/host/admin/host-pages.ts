import type { PermissionName } from '../../kernel/permissions.js';

/** A page of the house itself: `/admin/pages/<name>`, title `host:pages.<name>.title`, file `frontend/pages/<name>.page.tsx`. */
export interface HostPage {
  readonly name: string;
  readonly permission: PermissionName;
  readonly icon: string;
  /** false: reached from the account menu or the top bar, not from the navigation */
  readonly inNavigation: boolean;
  /** true: opened for one record (`?id=`), so it stands in no menu */
  readonly ofRecord?: boolean;
}

export const HOST_PAGES: readonly HostPage[] = [
  { name: 'trash', permission: 'host.trash.use', icon: 'Trash2', inNavigation: true },
  { name: 'settings', permission: 'host.settings.manage', icon: 'Settings', inNavigation: true },
  { name: 'my-sign-in', permission: 'host.panel.use', icon: 'Lock', inNavigation: false },
  { name: 'health', permission: 'host.health.read', icon: 'Activity', inNavigation: true },
  { name: 'my-sessions', permission: 'host.panel.use', icon: 'Monitor', inNavigation: false },
  { name: 'my-password', permission: 'host.panel.use', icon: 'Lock', inNavigation: false },
  {
    name: 'user-permissions',
    permission: 'host.users.manage',
    icon: 'Sliders',
    inNavigation: false,
    ofRecord: true,
  },
  { name: 'inbox', permission: 'host.panel.use', icon: 'Bell', inNavigation: false },
  { name: 'my-api-keys', permission: 'host.panel.use', icon: 'Key', inNavigation: false },
];

/** Its component's name, as AdminJS is told. */
export function hostPageComponent(name: string): string {
  return `HousePage_${name}`;
}
