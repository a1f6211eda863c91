// Puts the files that the pages of docs/ name in comments into the code blocks below them.
//
//   node scripts/include-examples.mjs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installation.mjs';

const block = /<!-- (\S+\.tsx?) -->\n```(\w+)\n[\s\S]*?```/g;
for (const name of readdirSync(join(root, 'docs')).filter((each) => each.endsWith('.md'))) {
  const page = join(root, 'docs', name);
  const included = readFileSync(page, 'utf8').replace(
    block,
    (_, path, language) =>
      `<!-- ${path} -->\n\`\`\`${language}\n${readFileSync(join(root, path), 'utf8')}\`\`\``,
  );
  writeFileSync(page, included);
}
