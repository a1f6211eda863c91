import { code, documentedHouse, page, sectionsOfPlugins, table } from '../documented-house.mjs';

export const file = 'permissions.md';

export async function render() {
  const { house, translator } = await documentedHouse();
  const guarded = guardedBy(house);
  const rows = house.permissions.map(({ plugin, value: { name, grants } }) => [
    code(name),
    translator.text('en', `${plugin}:permissions.${name.slice(plugin.length + 1)}`),
    ['admin', ...grants].join(', '),
    (guarded.get(name) ?? []).join(', '),
  ]);
  return page(
    'Permissions',
    'What is not named here nobody may do. The administrator has every permission; which rows a role sees of what it may see is the scope of the resource.',
    table(['permission', 'allows to', 'granted to', 'guards'], rows),
    ...doorsWithoutSession(house),
  );
}

function doorsWithoutSession({ doors }) {
  if (doors.length === 0) return [];
  const rows = doors.map(({ plugin, value: { method, path, guard } }) => [
    code(`${method} /x/${plugin}${path}`),
    guard,
  ]);
  return [
    '## Doors that open without a session',
    'For machines and for links in letters: each says what is checked there instead.',
    table(['door', 'guarded by'], rows),
  ];
}

export async function sections() {
  const { house, translator } = await documentedHouse();
  return sectionsOfPlugins(house, 'permissions', ({ name: owner }) => {
    const rows = house.permissions
      .filter(({ plugin }) => plugin === owner)
      .map(({ value: { name, grants } }) => [
        code(name),
        translator.text('en', `${owner}:permissions.${name.slice(owner.length + 1)}`),
        ['admin', ...grants].join(', '),
      ]);
    return table(['permission', 'allows to', 'granted to'], rows);
  });
}

function guardedBy(house) {
  const guarded = new Map();
  const add = (permission, what) => {
    if (permission) guarded.set(permission, [...new Set([...(guarded.get(permission) ?? []), what])]);
  };
  for (const { value } of house.resources) {
    for (const [door, permission] of Object.entries(value.permissions))
      add(permission, `${door} ${value.model}`);
  }
  for (const { value } of house.actions) add(value.permission, `action ${value.resource}.${value.name}`);
  for (const { value } of house.pages) add(value.permission, `page ${value.name}`);
  for (const { value } of house.widgets) add(value.permission, `widget ${value.name}`);
  for (const { plugin, value } of house.routes)
    add(value.permission, code(`${value.method} /admin/x/${plugin}${value.path}`));
  for (const { value } of house.operations) {
    for (const permission of [value.permission, value.answerPermission])
      add(permission, code(`${value.method} /api/v1${value.path}`));
  }
  for (const { value } of house.jobs) add(value.permission, `job ${value.name}`);
  for (const { value } of house.searches) add(value.permission, `search ${value.name}`);
  return guarded;
}
