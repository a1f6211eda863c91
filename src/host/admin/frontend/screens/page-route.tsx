import type { ReduxState } from 'adminjs';
import type { ComponentType, ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { useParams } from 'react-router-dom';
import { NotThere } from './not-there.js';

/** A page of a plugin or of the house. */
export function PageRoute(): ReactElement {
  const { pageName } = useParams();
  const page = useSelector((state: ReduxState) => state.pages).find(({ name }) => name === pageName);
  const components = window.AdminJS.UserComponents as Readonly<Record<string, ComponentType | undefined>>;
  const Shown = page ? components[page.component] : undefined;
  return Shown ? <Shown key={pageName} /> : <NotThere what="page" />;
}
