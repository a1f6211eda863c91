import helper from '@prisma/generator-helper';
import { writeFileSync } from 'node:fs';

helper.generatorHandler({
  onManifest: () => ({ prettyName: 'DMMF', defaultOutput: 'dmmf.json', requiresEngines: [] }),
  onGenerate: async ({ dmmf, generator }) => writeFileSync(generator.output.value, JSON.stringify(dmmf)),
});
