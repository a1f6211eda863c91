import { useHistoryListen, useResource } from 'adminjs';
import { BulkActionRoute, ResourceRoute } from 'adminjs/frontend/components/routes/index.js';
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement } from 'react';
import { Route, Routes, useLocation, useParams } from 'react-router-dom';
import { Spinner, useText } from '../../../../panel-kit/index.js';
import { HouseDashboard } from '../screens/house-dashboard.js';
import { NotThere } from '../screens/not-there.js';
import { PageRoute } from '../screens/page-route.js';
import { RecordRoute } from '../screens/record-route.js';
import { ResourceActionRoute } from '../screens/resource-action-route.js';
import { Again } from './again.js';
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
      <Again />
    </div>
  );
}

const BulkAllScreen = lazy(() => import('../screens/bulk-all-screen.js'));

function BulkAllRoute(): ReactElement {
  return (
    <Suspense fallback={<Spinner />}>
      <BulkAllScreen />
    </Suspense>
  );
}

/** The addresses of the panel: AdminJS's own, most of them with screens of the house. */
function PanelRoutes(): ReactElement {
  return (
    <Routes>
      <Route path="/admin" element={<HouseDashboard />} />
      <Route path="/admin/resources/:resourceId">
        <Route index element={<KnownList />} />
        <Route path="bulk/:actionName" element={<BulkActionRoute />} />
        <Route path="all/:actionName" element={<BulkAllRoute />} />
        <Route path="actions/:actionName" element={<ResourceActionRoute />} />
        <Route path="records/:recordId/:actionName" element={<RecordRoute />} />
      </Route>
      <Route path="/admin/pages/:pageName" element={<PageRoute />} />
      <Route path="*" element={<NotThere what="page" />} />
    </Routes>
  );
}

function KnownList(): ReactElement {
  const { resourceId = '' } = useParams();
  return useResource(resourceId) ? <ResourceRoute /> : <NotThere what="list" />;
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
