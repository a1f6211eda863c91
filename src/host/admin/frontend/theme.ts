import { useSyncExternalStore } from 'react';
import { combineStyles } from '@adminjs/design-system';
import { DARK, LIGHT } from './colours.js';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = 'countinghouse.theme';
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif";
const themes = {
  light: { ...combineStyles({ colors: LIGHT }), font: FONT },
  dark: { ...combineStyles({ colors: DARK }), font: FONT },
};
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** What the reader chose in this browser; `system` until then. */
export function themeChoice(): ThemeChoice {
  const kept = readKept();
  return THEME_CHOICES.find((choice) => choice === kept) ?? 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  keep(choice);
  applyTheme();
}

/** Puts light or dark onto the page; to be called before the first thing is drawn. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = lightOrDark();
  for (const listener of listeners) listener();
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

/** AdminJS's theme object in the colours of the moment. */
export function useAdminTheme(): (typeof themes)['light'] {
  return themes[useSyncExternalStore(subscribe, lightOrDark)];
}

function lightOrDark(): 'light' | 'dark' {
  const choice = themeChoice();
  if (choice !== 'system') return choice;
  return systemIsDark.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readKept(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    // Storage may be switched off; the choice then lasts for the page.
    return null;
  }
}

function keep(choice: ThemeChoice): void {
  try {
    window.localStorage.setItem(KEY, choice);
  } catch {
    document.documentElement.dataset['theme'] = choice;
  }
}

systemIsDark.addEventListener('change', applyTheme);
