// AdminJS as its documentation sets it up: express, @adminjs/express with a session, @adminjs/prisma over two models.
import AdminJSExpress from '@adminjs/express';
import { Database, getModelByName, Resource } from '@adminjs/prisma';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import prismaClient from '@prisma/client';
import AdminJS from 'adminjs';
import express from 'express';
import session from 'express-session';
import { readFileSync } from 'node:fs';
import { DMMF } from './generate.mjs';

AdminJS.registerAdapter({ Database, Resource });
// JSON has no whole numbers beyond 2^53, and AdminJS answers in JSON.
BigInt.prototype.toJSON = function () {
  return String(this);
};

const { PrismaClient } = prismaClient;
const { hostname, port, username, password, pathname } = new URL(process.env.DATABASE_URL);
const prisma = new PrismaClient({
  adapter: new PrismaMariaDb({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: 10,
  }),
});
const clientModule = { Prisma: { dmmf: JSON.parse(readFileSync(DMMF, 'utf8')) } };
const resource = (name) => ({
  resource: { model: getModelByName(name, clientModule), client: prisma, clientModule },
});

const admin = new AdminJS({
  rootPath: '/admin',
  resources: ['Representative', 'Invoice', 'Payment'].map(resource),
});
const app = express();
const router = AdminJSExpress.buildAuthenticatedRouter(
  admin,
  {
    authenticate: async (email, secret) => (secret === process.env.BENCH_PASSWORD ? { email } : null),
    cookieName: 'adminjs',
    cookiePassword: 'a password of 32 characters for measuring',
  },
  null,
  {
    resave: false,
    saveUninitialized: true,
    secret: 'a password of 32 characters for measuring',
    store: new session.MemoryStore(),
  },
);
app.use(admin.options.rootPath, router);
await admin.initialize();
const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
