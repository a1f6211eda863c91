import type { ReactElement } from 'react';
import { Button, house, useText } from '../../../../panel-kit/index.js';
import { Account } from './account.js';
import { Icon } from './icon.js';
import { InboxButton } from './inbox-button.js';
import { openOverlay } from './overlay.js';

interface TopBarProps {
  readonly isMenuOpen: boolean;
  readonly onMenu: () => void;
}

export function TopBar({ isMenuOpen, onMenu }: TopBarProps): ReactElement {
  const text = useText();
  const { organisation } = house();
  return (
    <header className="ch-top">
      <Button
        className="ch-menu-button"
        aria-expanded={isMenuOpen}
        aria-controls="navigation"
        onClick={onMenu}
      >
        <Icon icon="Menu" />
        <span>{text('shell.menu')}</span>
      </Button>
      <a className="ch-brand" href="/admin">
        {organisation.name || 'Countinghouse'}
      </a>
      <span className="ch-top-space" />
      <search>
        <button
          type="button"
          className="ch-search-button"
          aria-label={text('shell.search')}
          aria-keyshortcuts="Control+K"
          aria-haspopup="dialog"
          onClick={() => openOverlay('palette')}
        >
          <Icon icon="Search" />
          <span>{text('shell.search')}</span>
          <kbd>Ctrl K</kbd>
        </button>
      </search>
      <InboxButton />
      <Account />
    </header>
  );
}
