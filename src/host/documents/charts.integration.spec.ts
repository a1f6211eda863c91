import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../../test/harness/services.js';
import { aChart, chartsOf, TONGUES } from '../../charts/test/some-charts.js';
import type { Documents, Logger } from '../../kernel/ports.js';
import type { ChartLook } from '../../values/chart.js';
import { createDocuments } from './create-documents.js';
import { fonts } from './picture.js';

const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const look: ChartLook = { theme: 'light', language: 'en', width: 640, height: 360 };

const documentsIn = (viewsRoot: string, executablePath: string | null = null) =>
  createDocuments({ viewsRoot, translator: { text: (_, key) => key }, executablePath, log });
const { chart, picture }: Documents = documentsIn('/nowhere');

/** What is drawn, without what the chart stands on. */
const WITHOUT_GROUND = /<rect [^>]*fill="(#fff|#ffffff|rgb\(24,33,43\)|#18212b)"[^>]*><\/rect>/;

describe.each(TONGUES)('charts in %s', (language) => {
  const charts = Object.entries(chartsOf(language));

  it.each(charts)('%s: nothing stands outside the picture, on a phone and on a page', async (_, spec) => {
    for (const theme of ['light', 'dark'] as const) {
      for (const [width, height] of [
        [320, 300],
        [1280, 480],
      ] as const) {
        const svg = await chart(spec, { theme, language, width, height });
        expect(svg).toMatch(WITHOUT_GROUND);
        const box = new Resvg(svg.replace(WITHOUT_GROUND, ''), { font: await fonts() }).getBBox();
        expect(box).toBeDefined();
        const { x, y } = box!;
        const inside = {
          x: x >= 0,
          y: y >= 0,
          right: x + box!.width <= width,
          bottom: y + box!.height <= height,
        };
        expect({ theme, width, ...inside }).toEqual({
          theme,
          width,
          x: true,
          y: true,
          right: true,
          bottom: true,
        });
      }
    }
  });

  it.each(charts)(
    '%s: the same chart is the same drawing, and a PNG of the width asked for',
    async (_, spec) => {
      const first = await chart(spec, { ...look, language });
      // Another in between: what ECharts counted must not show.
      await chart(aChart(), look);
      expect(await chart(spec, { ...look, language })).toBe(first);
      const png = await picture(first, 320);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([320, 180]);
    },
  );
});

describe('a drawing', () => {
  it('takes names as text, whatever they look like', async () => {
    const name = `<script>alert("1")</script> & zr0-c0 \u0000 \ud800 ]]>`;
    const spec = aChart({
      kind: 'bar',
      title: name,
      categories: [name, 'b', 'c'],
      series: [
        { name, values: [1, 2, 3] },
        { name: 'Other', values: [1, 2, 3] },
      ],
      marks: [{ series: 0, index: 1, label: name }],
    });
    const svg = await chart(spec, { ...look, width: 1280 });
    expect(svg).not.toMatch(/<script/);
    expect(svg).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; zr0-c0 \ufffd \ufffd ]]&gt;',
    );
    expect((await picture(svg, 200)).length).toBeGreaterThan(1000);
  });

  it('shares no name with another one that stands beside it', async () => {
    const { stacked, lines } = chartsOf('en');
    const idsOf = async (spec: typeof stacked): Promise<string[]> =>
      [...(await chart(spec!, look)).matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!);
    const [one, other] = [await idsOf(stacked), await idsOf(lines)];
    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((id) => other.includes(id))).toEqual([]);
  });

  it('has no script, no style sheet and fetches nothing', async () => {
    for (const spec of Object.values(chartsOf('uk'))) {
      const svg = await chart(spec, look);
      expect(svg).not.toMatch(/<(script|style|foreignObject|image|use)\b|\bhref=|@import|url\((?!#)/);
    }
  });

  it('shows the letters of Ukrainian and Russian, each its own', async () => {
    const drawn = (text: string): Promise<Buffer> =>
      picture(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" font-size="24" font-family="sans-serif">${text}</text></svg>`,
        40,
      );
    // Of what no font has, the sign for what is missing is drawn.
    const pictures = await Promise.all(['\ue123', ' ', ...'ЄІЇҐЫЭЪЖЩф'].map(drawn));
    expect(new Set(pictures.map((png) => png.toString('base64'))).size).toBe(pictures.length);
  });
});

describeWith('chromium', 'a chart in a print', (path) => {
  it('is an image with words for whoever does not see it, and prints', async () => {
    const viewsRoot = await mkdtemp(join(tmpdir(), 'views-'));
    const documents = documentsIn(viewsRoot, path);
    try {
      for (const folder of ['layouts', 'partials', 'shop']) await mkdir(join(viewsRoot, folder));
      await writeFile(join(viewsRoot, 'layouts', 'print.hbs'), '<html>{{body}}</html>');
      await writeFile(join(viewsRoot, 'shop', 'sales.hbs'), '<p>{{chart svg title}}</p>');
      const title = '"><script>';
      const svg = await documents.chart(aChart({ title }), look);
      const html = await documents.html('shop/sales', { svg, title }, 'en');
      expect(html).toMatch(
        /^<html><p><img class="chart" alt="&quot;&gt;&lt;script&gt;" src="data:image\/svg\+xml;base64,[\w+/=]+"><\/p><\/html>$/,
      );
      const bytes = await documents.pdf(html);
      // An image that was not drawn leaves a page of about a kilobyte.
      expect(bytes.length).toBeGreaterThan((await documents.pdf('<html><p></p></html>')).length + 5_000);
    } finally {
      await documents.close();
      await rm(viewsRoot, { recursive: true, force: true });
    }
  });
});
