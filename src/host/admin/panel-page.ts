import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { PANEL_FILES, type PanelManifest } from './panel-files.js';

export interface PanelPageView {
  readonly status: number;
  readonly language: string;
  readonly title: string;
  readonly state: unknown;
  readonly manifest: PanelManifest | null;
  /** for a house whose panel was not built, and for browsers without scripts */
  readonly sentence: string;
}

/** The one page of the panel. Everything else it loads as files of ours: no script of the page's own but the state. */
export function sendPanelPage(request: Request, response: Response, view: PanelPageView): void {
  const nonce = randomBytes(16).toString('base64');
  response
    .status(view.status)
    .set({
      'Content-Security-Policy': [
        `default-src 'none'`,
        `script-src 'self' 'nonce-${nonce}'`,
        `style-src 'self' 'unsafe-inline'`,
        `img-src 'self' data: blob:`,
        `font-src 'self' data:`,
        `connect-src 'self'`,
        `frame-src 'self'`,
        `object-src 'none'`,
        `base-uri 'none'`,
        `form-action 'self'`,
        `frame-ancestors 'none'`,
      ].join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      Vary: 'Accept-Encoding',
    })
    .type('html');
  const html = pageHtml(view, nonce);
  if (request.acceptsEncodings('gzip') !== 'gzip') return void response.send(html);
  // The state repeats itself: a tenth remains.
  response.set('Content-Encoding', 'gzip').send(gzipSync(html, { level: 4 }));
}

function pageHtml({ language, title, state, manifest, sentence }: PanelPageView, nonce: string): string {
  const preloads =
    manifest?.chunks.map((chunk) => `<link rel="modulepreload" href="${PANEL_FILES}/${chunk}">`).join('\n') ??
    '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${manifest?.style ? `<link rel="stylesheet" href="${PANEL_FILES}/${manifest.style}">` : ''}
${preloads}
</head>
<body>
<div id="app">${manifest ? '' : `<p>${escapeHtml(sentence)}</p>`}</div>
<noscript>${escapeHtml(sentence)}</noscript>
<script nonce="${nonce}">window.REDUX_STATE = ${escapeScript(state)}; window.__webpack_nonce__ = '${nonce}';</script>
${manifest ? `<script type="module" nonce="${nonce}" src="${PANEL_FILES}/${manifest.entry}"></script>` : ''}
</body>
</html>`;
}

/** JSON that cannot end the script it stands in, whatever a record's name is. */
export function escapeScript(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
