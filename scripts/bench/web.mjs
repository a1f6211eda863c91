// The panel and the API under many readers, and a browser's first visit; each figure beside its baseline from the same minutes.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { firstVisit } from './browser.mjs';
import { cookieOf, createApiKey, serve, serveProgram } from './product.mjs';
import { openRaw } from './raw-database.mjs';
import { CONCURRENCY, traffic } from './traffic.mjs';
import { generateVanillaClient } from './vanilla-adminjs/generate.mjs';

const PANEL_LIST = '/admin/api/resources/Invoice/actions/list?perPage=25&sortBy=issueDate&direction=desc';

/** @param {(what: string, figure: string) => void} line prints one figure */
export async function benchWeb(product, line) {
  const { representative, invoice } = await examplesFrom(product.url);
  await liftLimit(product.url);
  await generateVanillaClient();
  const servers = await startServers(product.env);
  try {
    const { house, vanilla, bare } = servers;
    await benchVisits(house, vanilla, line);
    const panel = (filter) => ({ url: house.base + PANEL_LIST + filter, headers: { cookie: house.cookie } });
    const adminJs = (filter) => ({
      url: vanilla.base + PANEL_LIST + filter,
      headers: { cookie: vanilla.cookie },
    });
    const api = (path) => ({
      url: `${house.base}/api/v1${path}`,
      headers: { authorization: `Bearer ${house.key}` },
    });
    const express = (path) => ({ url: bare.base + path });
    const one = `&filters.representative=${representative}`;
    const ofOne = `&filters.representativeId=${representative}`;
    await side('panel list, one representative', line, panel(ofOne), { 'vanilla AdminJS': adminJs(one) });
    await side('panel list, unfiltered', line, panel(''), { 'vanilla AdminJS': adminJs('') });
    const sorted = 'sort=-issueDate&limit=25';
    await side(
      'API list, one representative',
      line,
      api(`/invoices?representativeId=${representative}&${sorted}`),
      {
        'vanilla AdminJS': adminJs(one),
        'bare express': express(`/invoices?representative=${representative}`),
      },
    );
    await side('API list, unfiltered', line, api(`/invoices?${sorted}`), {
      'vanilla AdminJS': adminJs(''),
      'bare express': express('/invoices'),
    });
    await side('API read', line, api(`/invoices/${invoice}`), {
      'vanilla AdminJS': {
        url: `${vanilla.base}/admin/api/resources/Invoice/records/${invoice}/show`,
        headers: { cookie: vanilla.cookie },
      },
      'bare express': express(`/invoices/${invoice}`),
    });
  } finally {
    await servers.stop();
  }
}

async function examplesFrom(url) {
  const db = await openRaw(url);
  try {
    const [{ id }] = await db.all(
      'select representative_id as id, count(*) as n from invoice group by representative_id order by n desc limit 1',
    );
    const [invoice] = await db.all('select id from invoice where representative_id = ? limit 1', [id]);
    return { representative: id, invoice: invoice.id };
  } finally {
    await db.close();
  }
}

/** The limit of requests a minute is what a bench of requests a second would measure. */
async function liftLimit(url) {
  const db = await openRaw(url);
  try {
    await db.all(
      "insert into setting (plugin, name, value, secret, updated_at) values ('host', 'apiRequestsPerMinute', '1000000', 0, utc_timestamp())",
    );
  } finally {
    await db.close();
  }
}

async function startServers(env) {
  const password = randomBytes(12).toString('hex');
  const words = { email: 'bench@countinghouse.test', password };
  const started = [];
  const start = async (server) => {
    const { base, stop } = await server;
    started.push(stop);
    return { base };
  };
  const stop = () => Promise.all(started.map((end) => end()));
  try {
    const house = await start(serve(env));
    const adminJs = {
      ...env,
      BENCH_PASSWORD: password,
      ADMIN_JS_TMP_DIR: join(root, 'var/bench/adminjs-tmp'),
    };
    const vanilla = await start(
      serveProgram('scripts/bench/vanilla-adminjs/server.mjs', adminJs, '/admin/login'),
    );
    const bare = await start(serveProgram('scripts/bench/bare-express.mjs', env, '/invoices?limit=1'));
    return {
      house: { ...house, cookie: await cookieOf(house.base), key: await createApiKey(env) },
      vanilla: { ...vanilla, cookie: await cookieOf(vanilla.base, words) },
      bare,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function benchVisits(house, vanilla, line) {
  const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  for (const [what, page] of [
    ['sign-in page', '/admin/login'],
    ['first panel page', '/admin/resources/Invoice'],
  ]) {
    const visits = [];
    for (const { base, cookie } of [house, vanilla])
      visits.push(await firstVisit(base, { page, cookie: page === '/admin/login' ? null : cookie }));
    const [ours, theirs] = visits.map(
      ({ bytes, scriptBytes, paintMs }) =>
        `${kB(scriptBytes)} of scripts, ${kB(bytes)} in all, first paint ${paintMs.toFixed(0)} ms`,
    );
    line(what, `${ours}; vanilla AdminJS ${theirs}`);
  }
}

/** The house and its baselines at each concurrency, one right after the other. */
async function side(what, line, request, baselines) {
  for (const connections of CONCURRENCY) {
    const ours = await traffic(request, connections);
    line(`${what}, c=${connections}`, `${figures(ours)}, ${(ours.bytes / 1000).toFixed(1)} kB an answer`);
    for (const [name, baseline] of Object.entries(baselines)) {
      const theirs = await traffic(baseline, connections);
      const ratio = (ours.perSecond / theirs.perSecond).toFixed(2);
      line('', `${name} ${figures(theirs)}; ratio of answers a second ${ratio}`);
    }
  }
}

function figures({ p50, p95, p99, perSecond, errors }) {
  const ms = [p50, p95, p99].map((each) => each.toFixed(1)).join(' / ');
  return `p50/p95/p99 ${ms} ms, ${Math.round(perSecond)} a second, ${errors} errors`;
}
