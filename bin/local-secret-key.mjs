// A house that `npm run quickstart` set up keeps its secret key beside its database. The commands and `npm start`
// must read what was encrypted with it. In production the key is handed in, never found.
import { existsSync, readFileSync } from 'node:fs';

const file = new URL('../var/secret-key', import.meta.url);
const isFound = process.env.NODE_ENV !== 'production' && !process.env.SECRET_KEY && existsSync(file);

if (isFound) process.env.SECRET_KEY = readFileSync(file, 'utf8').trim();
