import type { HealthReport } from '../../kernel/contributions.js';
import { DocumentsUnavailable } from '../../kernel/documents-unavailable.js';
import type { Documents, Logger, Translator } from '../../kernel/ports.js';
import { findBrowser, prepareBrowser, type BrowserExecutable } from './browser-executable.js';
import { createPrintPages } from './print-pages.js';
import { openTemplates } from './templates.js';

export interface HouseDocuments extends Documents {
  close(): Promise<void>;
  health(): Promise<HealthReport>;
}

interface DocumentsOptions {
  /** folder with layouts/, partials/ and one folder a plugin */
  readonly viewsRoot: string;
  readonly translator: Translator;
  /** PUPPETEER_EXECUTABLE_PATH; null: looked for */
  readonly executablePath: string | null;
  readonly log: Logger;
}

const MEND = 'apt-get install chromium';

export function createDocuments({
  viewsRoot,
  translator,
  executablePath,
  log,
}: DocumentsOptions): HouseDocuments {
  const templates = openTemplates(viewsRoot, translator);
  const pages = createPrintPages(executable, log);

  async function executable(): Promise<BrowserExecutable> {
    const place = await findBrowser(executablePath);
    if (!place) throw new DocumentsUnavailable(missing(), MEND);
    try {
      return await prepareBrowser(place);
    } catch (error) {
      throw new DocumentsUnavailable('the packaged browser could not be unpacked', MEND, { cause: error });
    }
  }

  function missing(): string {
    if (executablePath) return `PUPPETEER_EXECUTABLE_PATH names ${executablePath}, which cannot be executed`;
    return 'no Chromium or Chrome was found';
  }

  return {
    html: (template, values, language) => templates.render(template, values, language),
    letter: (template, values, language) => templates.letter(template, values, language),
    pdf: (html) => pages.print(html),
    // Neither is read before the first chart: a house that draws none starts and runs without them.
    chart: async (spec, look) => (await import('./draw-chart.js')).drawChart(spec, look),
    picture: async (svg, width) => (await import('./picture.js')).pictureOf(svg, width),
    close: () => pages.close(),
    async health() {
      const place = await findBrowser(executablePath);
      if (!place) return { state: 'warning', detail: missing(), mend: MEND };
      return {
        state: 'well',
        detail: place.kind === 'file' ? place.path : `@sparticuz/chromium ${place.version}`,
      };
    },
  };
}
