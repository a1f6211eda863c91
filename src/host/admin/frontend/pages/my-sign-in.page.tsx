import type { ReactElement } from 'react';
import { Page, useText } from '../../../../panel-kit/index.js';

export default function MySignInPage(): ReactElement {
  const text = useText();
  return <Page title={text('mySignIn.title')}>{null}</Page>;
}
