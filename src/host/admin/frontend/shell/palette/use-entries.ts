import { useTranslation, type ActionJSON, type ReduxState, type ResourceJSON } from 'adminjs';
import { useSelector } from 'react-redux';
import { house, useText } from '../../../../../panel-kit/index.js';
import { chooseTheme, THEME_CHOICES } from '../../theme.js';
import { chooseLanguage } from '../choose-language.js';
import { openScreen } from '../open-screen.js';
import { signOut } from '../sign-out.js';
import type { PaletteEntry } from './palette-entry.js';

/** Everything that the reader can go to or do from here, except records. */
export function useEntries(showShortcuts: () => void): readonly PaletteEntry[] {
  return [...useHere(), ...useActions(), ...usePages(), ...useSettings(showShortcuts)];
}

function usePages(): readonly PaletteEntry[] {
  const text = useText();
  const { navigation, account } = house();
  return [
    { id: 'home', group: 'pages', label: text('home.title'), icon: 'Home', href: '/admin' },
    ...navigation.flatMap(({ label: note, links }) =>
      links.map(({ href, label, icon }): PaletteEntry => ({
        id: href,
        group: 'pages',
        label,
        note,
        icon,
        href,
      })),
    ),
    ...account.map(({ href, label, icon }): PaletteEntry => ({
      id: href,
      group: 'pages',
      label,
      icon,
      href,
    })),
  ];
}

/** What may be done with the record or the list that is open. */
function useHere(): readonly PaletteEntry[] {
  const { translateAction } = useTranslation();
  const screen = openScreen();
  if (!screen) return [];
  const { resourceId, record, actions } = screen;
  return actions.filter(hasPage).map((action) => ({
    id: `here:${resourceId}:${action.name}`,
    group: 'here',
    label: translateAction(action.label, resourceId),
    note: record?.title ?? house().titles[resourceId]?.plural,
    icon: action.icon,
    href: record
      ? `/admin/resources/${resourceId}/records/${encodeURIComponent(record.id)}/${action.name}`
      : `/admin/resources/${resourceId}/actions/${action.name}`,
  }));
}

function useActions(): readonly PaletteEntry[] {
  const { translateAction } = useTranslation();
  const resources = useSelector((state: ReduxState) => state.resources) as ResourceJSON[];
  return resources.flatMap(({ id, resourceActions }) =>
    resourceActions
      .filter((action) => hasPage(action) && !['list', 'search'].includes(action.name))
      .map((action): PaletteEntry => ({
        id: `${id}:${action.name}`,
        group: 'actions',
        label:
          action.name === 'new'
            ? `${translateAction(action.label, id)}: ${nameOf(id)}`
            : translateAction(action.label, id),
        note: house().titles[id]?.plural,
        icon: action.icon || 'Plus',
        href: `/admin/resources/${id}/actions/${action.name}`,
      })),
  );
}

function useSettings(showShortcuts: () => void): readonly PaletteEntry[] {
  const text = useText();
  const { language, languages } = house();
  return [
    ...languages
      .filter(({ value }) => value !== language)
      .map(({ value, label }): PaletteEntry => ({
        id: `language:${value}`,
        group: 'settings',
        label,
        note: text('shell.language'),
        icon: 'Globe',
        act: () => void chooseLanguage(value),
      })),
    ...THEME_CHOICES.map((value): PaletteEntry => ({
      id: `theme:${value}`,
      group: 'settings',
      label: text(`shell.theme.${value}`),
      note: text('shell.theme.label'),
      icon: 'Moon',
      act: () => chooseTheme(value),
    })),
    {
      id: 'shortcuts',
      group: 'settings',
      label: text('shortcuts.title'),
      icon: 'Command',
      act: showShortcuts,
    },
    {
      id: 'logout',
      group: 'settings',
      label: text('shell.logout'),
      icon: 'LogOut',
      act: () => void signOut(),
    },
  ];
}

function nameOf(resourceId: string): string {
  return house().titles[resourceId]?.name ?? resourceId;
}

/** What acts without a page of its own asks by itself, where its button stands. */
function hasPage({ component, name }: ActionJSON): boolean {
  return component !== false && name !== 'delete';
}
