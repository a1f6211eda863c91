import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { pages } from 'house:pages';
import { Spinner } from '../../../panel-kit/index.js';
import { componentKey } from '../component-key.js';
import { HOST_PAGES, hostPageComponent } from '../host-pages.js';
import { HouseAction } from './action/house-action.js';
import { HouseDashboard } from './screens/house-dashboard.js';
import { HouseRelated } from './screens/house-related.js';
import { ListScreen } from './screens/list-screen.js';
import { NoFilterDrawer } from './screens/no-filter-drawer.js';
import { RecordForm } from './screens/record-form.js';
import { RouteFrame } from './screens/route-frame.js';
import { ScreenHeader } from './screens/screen-header.js';
import { ShowScreen } from './screens/show-screen.js';
import { HouseEditValue } from './values/house-edit-value.js';
import { HouseListValue } from './values/house-list-value.js';
import { HouseShowValue } from './values/house-show-value.js';

/** Every component that AdminJS may be told to show, by its name; among them those that stand in for AdminJS's own. */
export function userComponents(): Record<string, ComponentType<never>> {
  const lazyPages = Object.fromEntries(Object.entries(pages).map(([key, load]) => [key, lazyPage(load)]));
  return {
    ...lazyPages,
    ...Object.assign({}, ...HOST_PAGES.map(({ name }) => ownPage(lazyPages, name))),
    HouseAction,
    HouseDashboard,
    HouseRelated,
    HouseListValue,
    HouseShowValue,
    HouseEditValue,
    ...defaultsOfProperties,
    DefaultListAction: ListScreen,
    DefaultShowAction: ShowScreen,
    DefaultNewAction: RecordForm,
    DefaultEditAction: RecordForm,
    ActionHeader: ScreenHeader,
    FilterDrawer: NoFilterDrawer,
    RouteWrapper: RouteFrame,
  };
}

/** A property for which the server names no component. */
const defaultsOfProperties: Record<string, ComponentType<never>> = {
  DefaultListProperty: HouseListValue,
  DefaultShowProperty: HouseShowValue,
  DefaultEditProperty: HouseEditValue,
};

function ownPage(
  lazyPages: Readonly<Record<string, ComponentType>>,
  name: string,
): Record<string, ComponentType> {
  const component = lazyPages[componentKey(`src/host/admin/frontend/pages/${name}.page.tsx`)];
  return component ? { [hostPageComponent(name)]: component } : {};
}

function lazyPage(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const Loaded = lazy(load);
  return function LazyPage(): ReactElement {
    return (
      <Suspense fallback={<Spinner />}>
        <Loaded />
      </Suspense>
    );
  };
}
