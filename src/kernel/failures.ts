/**
 * Why a house does not start, as i18next templates: the English locale repeats them word for word (a test compares), the other
 * languages translate them. Each says what is wrong, who is concerned, and how to mend it.
 */
export const BOOT_SENTENCES = {
  'plugin-twice':
    'Two plugins are named "{{plugin}}" (versions {{first}} and {{second}}): remove one of them from plugins/index.ts or COUNTINGHOUSE_PLUGINS.',
  'plugin-name-invalid':
    '"{{plugin}}" cannot be a plugin\'s name: use lower-case letters, digits and dashes, beginning with a letter.',
  'plugin-version-invalid':
    'Plugin "{{plugin}}" says it is version "{{version}}", which is not a semantic version: write one like 1.2.3.',
  'host-mismatch':
    'Plugin "{{plugin}}" {{version}} is made for a house {{range}}, and this one is {{house}}: install a version of the plugin that fits.',
  'requirement-missing':
    'Plugin "{{plugin}}" requires "{{required}}", which is not installed: add "{{required}}" to plugins/index.ts or COUNTINGHOUSE_PLUGINS, or remove "{{plugin}}".',
  'requirement-circular':
    "These plugins require one another in a circle: {{circle}}. Remove one of the requirements, or make it the other plugin's contribution.",
  'register-asynchronous':
    'The register() of plugin "{{plugin}}" returned a promise: it may only contribute. Move what waits into start().',
  'register-late':
    'Plugin "{{plugin}}" contributed after its register() had returned: contribute inside register() alone.',
  'contribution-twice':
    'Plugins "{{first}}" and "{{second}}" both contribute the {{kind}} "{{name}}": rename or remove one of the two.',
  'name-foreign':
    'Plugin "{{plugin}}" contributes the {{kind}} "{{name}}", whose name must begin with "{{plugin}}.": rename it.',
  'permission-unnamed':
    'The {{kind}} "{{name}}" of plugin "{{plugin}}" names no permission, so nobody could be allowed or refused: name one that the manifest declares.',
  'permission-unknown':
    'The {{kind}} "{{name}}" of plugin "{{plugin}}" names the permission "{{permission}}", which neither it nor a plugin that it requires declares: declare it in the manifest\'s permissions.',
  'door-unguarded':
    'The door "{{name}}" of plugin "{{plugin}}" opens without a session and does not say what stands in front of it: write its guard.',
  'action-homeless':
    'The action "{{name}}" of plugin "{{plugin}}" belongs to the resource "{{resource}}", which neither it nor a plugin that it requires contributes.',
  'point-unrequired':
    'Plugin "{{plugin}}" contributes to "{{point}}" but neither requires "{{owner}}" nor names it optional: add "{{owner}}" to its requires.',
  'point-unknown':
    'Plugin "{{plugin}}" contributes to "{{point}}", which "{{owner}}" does not offer: check the version of "{{owner}}".',
  'extension-refused':
    'What plugin "{{plugin}}" contributes to "{{point}}" is refused by "{{owner}}": {{reason}}.',
  'event-unrequired':
    'The subscription "{{name}}" of plugin "{{plugin}}" listens to "{{event}}" but the plugin neither requires "{{owner}}" nor names it optional: add "{{owner}}" to its requires.',
  'setting-default-invalid':
    'The setting "{{name}}" of plugin "{{plugin}}" has a default that its own schema refuses: mend the default.',
  'plugin-failed':
    'Plugin "{{plugin}}" failed in {{phase}}: {{reason}}. The house does not start without "{{essential}}".',
  'plugin-not-found':
    'COUNTINGHOUSE_PLUGINS names "{{plugin}}", which could not be loaded: {{reason}}. Install it, correct the path, or remove the name.',
  'plugin-not-a-plugin':
    'COUNTINGHOUSE_PLUGINS names "{{plugin}}", which exports no `plugin` made by definePlugin: mend the module or remove the name.',
  'migrations-pending':
    'The database lacks {{count}} migration(s), the first of them {{first}}: run `npx countinghouse migrate`.',
  'before-migrations-failed':
    'The database was not migrated, because what plugin "{{plugin}}" does before that ({{name}}) failed: {{reason}}. Mend it, or switch it off in the settings of the plugin with the version that ran before, then start again.',
  'secret-key-foreign':
    'SECRET_KEY (key {{ours}}) opens nothing of this database, which is sealed under the key {{theirs}}: set the SECRET_KEY that it was used with, or name that one in SECRET_KEY_PREVIOUS.',
  'triggers-refused':
    'The database refuses to make the trigger that keeps the audit trail from being changed, because its user lacks the right while binary logging is on: set log_bin_trust_function_creators = 1 on the server, or migrate as a user with the SUPER privilege, then run `npx countinghouse migrate` again.',
  'database-unreachable':
    'The database at {{address}} cannot be reached: {{reason}}. Start it, or correct DATABASE_URL.',
  'variable-invalid': '{{variable}} is "{{value}}", but must be {{expected}}.',
  'variable-missing': '{{variable}} is not set, but must be {{expected}}.',
  'address-taken': 'Another program listens on {{address}}: stop it, or choose another PORT.',
} as const;

export type BootCode = keyof typeof BOOT_SENTENCES;
export type BootFacts = Readonly<Record<string, string | number>>;

/** The house does not start. The message is the English sentence; `code` and `facts` make it in another language. */
export class BootRefused extends Error {
  override readonly name = 'BootRefused';

  constructor(
    readonly code: BootCode,
    readonly facts: BootFacts,
    options?: ErrorOptions,
  ) {
    super(fill(BOOT_SENTENCES[code], facts), options);
  }
}

/** A plugin reached for what it may not have. A bug of that plugin, found when it runs. */
export class ReachRefused extends Error {
  override readonly name = 'ReachRefused';
}

function fill(template: string, facts: BootFacts): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''));
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
