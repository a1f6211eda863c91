// Jest's global set-up: `npm ci && npm test` works although npm ran no install script.
import { buildNativeModules } from './installation.mjs';

export default buildNativeModules;
