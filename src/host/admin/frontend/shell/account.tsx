import type { ReactElement } from 'react';
import { Button, fetchJson, house, notify, useText } from '../../../../panel-kit/index.js';
import { chooseTheme, THEME_CHOICES, useThemeChoice, type ThemeChoice } from '../theme.js';
import { Icon } from './icon.js';

/** Who is signed in, and their choices; in the top bar, or below the navigation where the screen is narrow. */
export function Account(): ReactElement {
  const text = useText();
  const { user } = house();
  return (
    <div className="ch-account">
      <LanguageChoice />
      <ThemeSwitch />
      <p className="ch-who">
        {user.name || user.email}
        <span>{user.roleLabel}</span>
      </p>
      <form method="post" action="/admin/logout">
        <Button type="submit" look="quiet">
          <Icon icon="LogOut" />
          {text('shell.logout')}
        </Button>
      </form>
    </div>
  );
}

/** The server translates, so the page is read anew. */
function LanguageChoice(): ReactElement {
  const text = useText();
  const { language, languages } = house();
  const choose = async (next: string): Promise<void> => {
    try {
      await fetchJson('/admin/x/host/language', { body: { language: next } });
      window.location.reload();
    } catch {
      notify({ tone: 'error', message: text('problems.noAnswer') });
    }
  };
  return (
    <select
      className="ch-choice-quiet"
      aria-label={text('shell.language')}
      value={language}
      onChange={(event) => void choose(event.target.value)}
    >
      {languages.map(({ value, label }) => (
        <option key={value} value={value} lang={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function ThemeSwitch(): ReactElement {
  const text = useText();
  const choice = useThemeChoice();
  return (
    <select
      className="ch-choice-quiet"
      aria-label={text('shell.theme.label')}
      value={choice}
      onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}
    >
      {THEME_CHOICES.map((value) => (
        <option key={value} value={value}>
          {text(`shell.theme.${value}`)}
        </option>
      ))}
    </select>
  );
}
