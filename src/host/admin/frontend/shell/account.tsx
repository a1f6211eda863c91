import { useEffect, useId, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';
import { Button, house, useText } from '../../../../panel-kit/index.js';
import { chooseTheme, THEME_CHOICES, useThemeChoice, type ThemeChoice } from '../theme.js';
import { chooseLanguage } from './choose-language.js';
import { Icon } from './icon.js';
import { openOverlay } from './overlay.js';
import { signOut } from './sign-out.js';

/** Who is signed in, what is theirs alone, and their choices, behind one button. */
export function Account(): ReactElement {
  const text = useText();
  const id = useId();
  const { user } = house();
  const [isOpen, setOpen] = useState(false);
  const frame = useClosing(isOpen, () => setOpen(false));
  const name = user.name || user.email;
  return (
    <div className="ch-account" ref={frame}>
      <Button
        look="quiet"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={text('account.menu', { name })}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon icon="User" />
        <span className="ch-account-name">{name}</span>
      </Button>
      {isOpen ? (
        <div className="ch-account-menu" id={id}>
          <p className="ch-who">
            {name}
            <span>{user.roleLabel}</span>
          </p>
          <OwnPages />
          <LanguageChoice />
          <ThemeChoiceField />
          <Button
            look="quiet"
            onClick={() => {
              setOpen(false);
              openOverlay('shortcuts');
            }}
          >
            <Icon icon="Command" />
            {text('shortcuts.title')}
          </Button>
          <Button look="quiet" onClick={() => void signOut()}>
            <Icon icon="LogOut" />
            {text('shell.logout')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Pages that are about the reader: sessions, sign-in, keys. */
function OwnPages(): ReactElement | null {
  const { account } = house();
  if (account.length === 0) return null;
  return (
    <ul>
      {account.map(({ href, label, icon }) => (
        <li key={href}>
          <a className="ch-button ch-button-quiet" href={href}>
            <Icon icon={icon} />
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function LanguageChoice(): ReactElement {
  const text = useText();
  const id = useId();
  const { language, languages } = house();
  return (
    <div className="ch-account-choice">
      <label htmlFor={id}>{text('shell.language')}</label>
      <select id={id} value={language} onChange={(event) => void chooseLanguage(event.target.value)}>
        {languages.map(({ value, label }) => (
          <option key={value} value={value} lang={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function ThemeChoiceField(): ReactElement {
  const text = useText();
  const id = useId();
  const choice = useThemeChoice();
  return (
    <div className="ch-account-choice">
      <label htmlFor={id}>{text('shell.theme.label')}</label>
      <select id={id} value={choice} onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}>
        {THEME_CHOICES.map((value) => (
          <option key={value} value={value}>
            {text(`shell.theme.${value}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Escape, a press elsewhere, the focus elsewhere and another page close it. */
function useClosing(isOpen: boolean, close: () => void): RefObject<HTMLDivElement> {
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(close);
  latest.current = close;
  const { pathname } = useLocation();
  useEffect(() => latest.current(), [pathname]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) latest.current();
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      latest.current();
      frame.current?.querySelector('button')?.focus();
    };
    document.addEventListener('click', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('click', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', press);
    };
  }, [isOpen]);
  return frame;
}
