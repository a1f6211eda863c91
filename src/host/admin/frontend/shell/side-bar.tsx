import { useEffect, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { Button, house, useText } from '../../../../panel-kit/index.js';
import { Icon } from './icon.js';

interface SideBarProps {
  /** on a narrow screen: laid over the page */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SideBar({ isOpen, onClose }: SideBarProps): ReactElement {
  const text = useText();
  const { pathname } = useLocation();
  // The menu is longer than most screens: where one is stands in view.
  useEffect(() => {
    document.querySelector('#navigation [aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname, isOpen]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOpen, onClose]);

  return (
    <nav
      id="navigation"
      className={isOpen ? 'ch-side ch-side-open' : 'ch-side'}
      aria-label={text('shell.navigation')}
    >
      <div className="ch-side-inner">
        {isOpen ? (
          <Button look="quiet" onClick={onClose}>
            <Icon icon="X" />
            {text('close')}
          </Button>
        ) : null}
        <ul>
          <SideLink href="/admin" label={text('home.title')} icon="Home" />
        </ul>
        {house().navigation.map((group) => (
          <section key={group.plugin} aria-labelledby={`navigation-${group.plugin}`}>
            <h2 id={`navigation-${group.plugin}`}>{group.label}</h2>
            <ul>
              {group.links.map(({ href, label, icon }) => (
                <SideLink key={href} href={href} label={label} icon={icon} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}

function SideLink({ href, label, icon }: { href: string; label: string; icon: string | null }): ReactElement {
  const { pathname } = useLocation();
  const isHere = pathname === href || (href !== '/admin' && pathname.startsWith(`${href}/`));
  return (
    <li>
      <a href={href} aria-current={isHere ? 'page' : undefined}>
        <Icon icon={icon} />
        {label}
      </a>
    </li>
  );
}
