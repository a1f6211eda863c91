import { ThemeProvider } from 'styled-components';
import { createStore } from 'adminjs';
import initTranslations from 'adminjs/frontend/utils/adminjs.i18n.js';
import type { ReactElement } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router-dom';
import { Shell } from './shell/shell.js';
import { useAdminTheme } from './theme.js';

const store = createStore(window.REDUX_STATE as Parameters<typeof createStore>[0]);
const { i18n } = initTranslations(store.getState().locale);

/** What AdminJS's own `bundle-entry.js` puts together, with the house's shell and a theme that changes without a reload. */
export function PanelApplication(): ReactElement {
  const theme = useAdminTheme();
  return (
    <Provider store={store}>
      <ThemeProvider theme={theme}>
        <I18nextProvider i18n={i18n}>
          <BrowserRouter>
            <Shell />
          </BrowserRouter>
        </I18nextProvider>
      </ThemeProvider>
    </Provider>
  );
}
