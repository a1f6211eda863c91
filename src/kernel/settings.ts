/** One setting of a plugin. Its label is `<plugin>:settings.<name>.label`, its help `<plugin>:settings.<name>.help`. */
export type SettingField =
  | {
      readonly kind: 'text' | 'longtext' | 'email' | 'currency' | 'zone' | 'language';
      readonly default: string;
      readonly maxLength?: number;
    }
  | { readonly kind: 'number'; readonly default: number; readonly min?: number; readonly max?: number }
  | {
      readonly kind: 'boolean';
      readonly default: boolean;
      /** who changes it must have shown a short while ago who they are, as for a secret */
      readonly reauthenticate?: true;
    }
  | { readonly kind: 'select'; readonly default: string; readonly options: readonly string[] }
  /** encrypted at rest, write-only in the panel */
  | { readonly kind: 'secret'; readonly default: '' };

export type SettingsSchema = Readonly<Record<string, SettingField>>;

export type SettingValue<Field extends SettingField> = Field extends { kind: 'number' }
  ? number
  : Field extends { kind: 'boolean' }
    ? boolean
    : string;

export type SettingsValues<Schema extends SettingsSchema> = {
  readonly [Name in keyof Schema]: SettingValue<Schema[Name]>;
};
