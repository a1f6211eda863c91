// What a browser loads and when it shows something: Chromium with an empty cache, over loopback.
import { chromium } from 'playwright-core';
import { findBinary } from '../services.mjs';

const RUNS = 5;
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/** Bytes over the wire (all, and of scripts) and milliseconds to the first contentful paint, at the median. */
export async function firstVisit(base, { page: path, cookie }) {
  const browser = await chromium.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? findBinary('chromium', 'google-chrome'),
    args: ARGUMENTS,
  });
  try {
    const visits = [];
    for (let run = 0; run < RUNS; run += 1) visits.push(await visit(browser, base, path, cookie));
    const median = (pick) => visits.map(pick).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    return {
      bytes: median((each) => each.bytes),
      scriptBytes: median((each) => each.scriptBytes),
      paintMs: median((each) => each.paintMs),
    };
  } finally {
    await browser.close();
  }
}

async function visit(browser, base, path, cookie) {
  const context = await browser.newContext();
  try {
    if (cookie) await context.addCookies(cookiesOf(cookie, base));
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const kinds = new Map();
    const sizes = { bytes: 0, scriptBytes: 0 };
    network.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      sizes.bytes += encodedDataLength;
      if (kinds.get(requestId) === 'Script') sizes.scriptBytes += encodedDataLength;
    });
    await page.goto(base + path, { waitUntil: 'networkidle' });
    const paintMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    return { ...sizes, paintMs };
  } finally {
    await context.close();
  }
}

function cookiesOf(header, base) {
  return header.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: base };
  });
}
