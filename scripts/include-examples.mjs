// Puts the files that docs/plugins.md names in comments into the code blocks below them.
//
//   node scripts/include-examples.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installation.mjs';

const page = join(root, 'docs/plugins.md');
const block = /<!-- (\S+) -->\n```(\w+)\n[\s\S]*?```/g;
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(
    block,
    (_, path, language) =>
      `<!-- ${path} -->\n\`\`\`${language}\n${readFileSync(join(root, path), 'utf8')}\`\`\``,
  ),
);
