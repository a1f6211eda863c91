import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import { listenToKeys, mayLeave, useShortcut, useText } from '../../../../panel-kit/index.js';
import { Broken } from './broken.js';
import { onOverlay, openOverlay, type Overlay } from './overlay.js';
import { moveThroughRows, rowsHere } from './rows-by-key.js';

// Nobody needs them to see a page: they come when they are called.
const Palette = lazy(() => import('./palette/palette.js'));
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.js'));

/** The palette, the list of shortcuts, and the keys that work on every page. */
export function Overlays(): ReactElement | null {
  const [open, setOpen] = useState<Overlay | null>(null);
  useEffect(() => onOverlay(setOpen), []);
  useEffect(listenToKeys, []);
  useKeysOfEveryPage();
  if (!open) return null;
  const close = (): void => setOpen(null);
  return (
    <Broken key={open} onClose={close}>
      <Suspense fallback={null}>
        {open === 'palette' ? (
          <Palette onClose={close} showShortcuts={() => openOverlay('shortcuts')} />
        ) : (
          <ShortcutsDialog onClose={close} />
        )}
      </Suspense>
    </Broken>
  );
}

function useKeysOfEveryPage(): void {
  const text = useText();
  const navigate = useNavigate();
  const hasRows = (): boolean => rowsHere().length > 0;
  useShortcut({ keys: 'Ctrl+K', label: text('shortcuts.palette'), run: () => openOverlay('palette') });
  useShortcut({ keys: '/', label: text('shortcuts.search'), run: () => openOverlay('palette') });
  useShortcut({
    keys: 'j',
    label: text('shortcuts.nextRow'),
    isHere: hasRows,
    run: () => moveThroughRows(1),
  });
  useShortcut({
    keys: 'k',
    label: text('shortcuts.previousRow'),
    isHere: hasRows,
    run: () => moveThroughRows(-1),
  });
  useShortcut({
    keys: 'g h',
    label: text('shortcuts.home'),
    run: () => void mayLeave().then((isMeant) => isMeant && navigate('/admin')),
  });
  useShortcut({ keys: '?', label: text('shortcuts.help'), run: () => openOverlay('shortcuts') });
}
