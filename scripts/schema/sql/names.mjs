// Names of keys and indexes, the same in every dialect. PostgreSQL cuts a name after 63 characters, so long ones are cut here, told
// apart by a digest.
import { createHash } from 'node:crypto';

const LONGEST = 63;

export const uniqueName = (model, columns) => nameOf(model, columns, 'key');
export const indexName = (model, columns) => nameOf(model, columns, 'idx');
export const foreignKeyName = (model, columns) => nameOf(model, columns, 'fkey');
export const checkName = (model, condition) => {
  const digest = createHash('sha256').update(condition).digest('hex').slice(0, 6);
  return nameOf(model, [/[a-z_]\w*/i.exec(condition)[0], digest], 'check');
};

function nameOf(model, columns, kind) {
  const name = [model.table, ...columns, kind].join('_');
  if (name.length <= LONGEST) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST - digest.length - kind.length - 2)}_${digest}_${kind}`;
}
