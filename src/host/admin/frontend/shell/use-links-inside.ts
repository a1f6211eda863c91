import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { mayLeave } from '../../../../panel-kit/index.js';

/** Plain links that stay inside the panel change the page without a reload; files and plugin doors under /admin/x are left alone. */
export function useLinksInside(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const address = addressToFollow(event);
      if (!address) return;
      event.preventDefault();
      void mayLeave().then((isMeant) => {
        if (isMeant) navigate(address.pathname + address.search + address.hash);
      });
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}

function addressToFollow(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = (event.target as Element | null)?.closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return undefined;
  const address = new URL(link.href);
  if (address.origin !== window.location.origin) return undefined;
  return isPageOfThePanel(address.pathname) && !isSamePlace(address) ? address : undefined;
}

/** Also for addresses that the server sends: a page to go to, or a file to fetch? */
export function isPageOfThePanel(path: string): boolean {
  if (path !== '/admin' && !path.startsWith('/admin/')) return false;
  return !/^\/admin\/(x|assets|api|login|logout)(\/|$)/.test(path);
}

function isSamePlace(address: URL): boolean {
  const { pathname, search } = window.location;
  return address.hash !== '' && address.pathname === pathname && address.search === search;
}
