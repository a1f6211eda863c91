// Called by `prisma generate` with the schema's DMMF, which no engine is needed for.
import helper from '@prisma/generator-helper';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { describeModels } from './describe-model.mjs';
import { ownersOfModels } from './schema-files.mjs';
import { writeModel, writeTables } from './write-types.mjs';

const OUTPUT = join(root, 'generated');

helper.generatorHandler({
  onManifest: () => ({ prettyName: "the house's model", defaultOutput: OUTPUT, requiresEngines: [] }),
  onGenerate: async ({ dmmf }) => {
    const models = describeModels(dmmf.datamodel, ownersOfModels());
    rmSync(join(OUTPUT, 'tables'), { recursive: true, force: true });
    mkdirSync(join(OUTPUT, 'tables'), { recursive: true });
    for (const plugin of new Set(models.map((model) => model.plugin))) {
      const own = models.filter((model) => model.plugin === plugin);
      writeFileSync(join(OUTPUT, 'tables', `${plugin}.ts`), writeTables(plugin, own));
    }
    writeFileSync(join(OUTPUT, 'model.json'), `${JSON.stringify({ models }, null, 2)}\n`);
    writeFileSync(join(OUTPUT, 'model.ts'), writeModel(models));
  },
});
