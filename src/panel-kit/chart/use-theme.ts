import { useSyncExternalStore } from 'react';

/** Light or dark, as the panel is at the moment: what the reader chose, else what the device prefers. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, themeOfPage);
}

function themeOfPage(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return devicePrefersDark().matches ? 'dark' : 'light';
}

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const device = devicePrefersDark();
  device.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    device.removeEventListener('change', onChange);
  };
}

const devicePrefersDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');
