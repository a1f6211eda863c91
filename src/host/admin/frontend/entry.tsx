import './styles.css';
import { applyTheme } from './theme.js';
import './globals.js';
import { guardBackAndForward } from '../../../panel-kit/index.js';
import { openLineLater } from './live/open-line-later.js';
import { createRoot } from 'react-dom/client';
import { PanelApplication } from './panel-application.js';
import { userComponents } from './user-components.js';

applyTheme();
guardBackAndForward();
window.AdminJS.UserComponents = userComponents();
const place = document.getElementById('app');
if (place) createRoot(place).render(<PanelApplication />);
openLineLater();
