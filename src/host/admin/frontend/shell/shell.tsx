import { useHistoryListen } from 'adminjs';
import {
  BulkActionRoute,
  DashboardRoute,
  PageRoute,
  RecordActionRoute,
  ResourceActionRoute,
  ResourceRoute,
} from 'adminjs/frontend/components/routes/index.js';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { useText } from '../../../../panel-kit/index.js';
import { Broken } from './broken.js';
import { Overlays } from './overlays.js';
import { Questions } from './questions.js';
import { SideBar } from './side-bar.js';
import { Toasts } from './toasts.js';
import { TopBar } from './top-bar.js';
import { useLinksInside } from './use-links-inside.js';

/** The frame around every page: skip link, top bar, navigation, the page itself, messages. */
export function Shell(): ReactElement {
  const text = useText();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  useHistoryListen();
  useLinksInside();
  useEachArrival(() => {
    setMenuOpen(false);
    main.current?.focus();
    window.scrollTo(0, 0);
  });

  return (
    <div className="ch-shell">
      <a className="ch-skip" href="#content" onClick={() => main.current?.focus()}>
        {text('shell.skip')}
      </a>
      <TopBar isMenuOpen={isMenuOpen} onMenu={() => setMenuOpen(!isMenuOpen)} />
      <SideBar isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
      <main className="ch-main" id="content" ref={main} tabIndex={-1}>
        <Broken key={pathname}>
          <PanelRoutes />
        </Broken>
      </main>
      <Toasts />
      <Overlays />
      <Questions />
    </div>
  );
}

/** AdminJS's own addresses. */
function PanelRoutes(): ReactElement {
  return (
    <Routes>
      <Route path="/admin" element={<DashboardRoute />} />
      <Route path="/admin/resources/:resourceId">
        <Route index element={<ResourceRoute />} />
        <Route path="bulk/:actionName" element={<BulkActionRoute />} />
        <Route path="actions/:actionName" element={<ResourceActionRoute />} />
        <Route path="records/:recordId/:actionName" element={<RecordActionRoute />} />
      </Route>
      <Route path="/admin/pages/:pageName" element={<PageRoute />} />
      <Route path="*" element={<DashboardRoute />} />
    </Routes>
  );
}

/** Once a page is left for another, not at the first one nor when only a filter or a sort order changes. */
function useEachArrival(arrive: () => void): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    arrive();
  });
}
