/** The page that shows the API's document; `addresses` are those of its files. */
export function referencePage(addresses: Readonly<Record<string, string>>): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API reference · Countinghouse</title>
    <link rel="stylesheet" href="${addresses['swagger-ui.css']}" />
    <link rel="stylesheet" href="${addresses['reference.css']}" />
  </head>
  <body>
    <header class="brand">
      <a class="brand-name" href="/admin">Countinghouse</a>
      <nav aria-label="Reference">
        <a href="/api/v1/openapi.json">OpenAPI 3.1</a>
        <a href="/admin/pages/my-api-keys">API keys</a>
      </nav>
    </header>
    <main id="reference"></main>
    <noscript><p class="notice">The reference needs JavaScript; the document itself is at /api/v1/openapi.json.</p></noscript>
    <script src="${addresses['swagger-ui.js']}"></script>
    <script src="${addresses['reference.js']}"></script>
  </body>
</html>
`;
}

export const REFERENCE_SCRIPT = `const system = window.matchMedia('(prefers-color-scheme: dark)');

/** What the reader chose in the panel. */
function chosen() {
  try {
    return window.localStorage.getItem('countinghouse.theme');
  } catch {
    return null;
  }
}

function applyTheme() {
  const choice = chosen();
  const isDark = choice === 'dark' || (choice !== 'light' && system.matches);
  document.documentElement.classList.toggle('dark-mode', isDark);
}

applyTheme();
system.addEventListener('change', applyTheme);

window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

export const REFERENCE_STYLE = `:root { color-scheme: light; --ground: #ffffff; --text: #17212b; --line: #d8dfe6; --link: #1f4fbf; }
:root.dark-mode { color-scheme: dark; --ground: #0f151c; --text: #e7ecf1; --line: #303d4a; --link: #8db4ff; }
body { margin: 0; background: var(--ground); color: var(--text); font-family: system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif; }
.brand { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; justify-content: space-between; padding: 0.75rem 1.25rem; border-bottom: 1px solid var(--line); }
.brand a { color: var(--link); display: inline-block; min-height: 24px; line-height: 24px; }
.brand nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.brand-name { font-weight: 700; font-size: 1.125rem; text-decoration: none; }
.brand .brand-name { color: var(--text); }
.notice { padding: 1.25rem; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.swagger-ui .info { margin: 1.5rem 0; }
.swagger-ui .info .title { font-size: 1.625rem; overflow-wrap: anywhere; }
`;
