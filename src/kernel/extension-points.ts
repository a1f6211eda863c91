/** A point at which other plugins may add to this one, exported from its `contract/`. */
export interface ExtensionPoint<Value> {
  /** `<plugin>.<what>` */
  readonly name: string;
  /** says why a contribution is not acceptable, or null */
  readonly refuse: (value: Value) => string | null;
}

export function defineExtensionPoint<Value>(
  name: string,
  refuse: (value: Value) => string | null = () => null,
): ExtensionPoint<Value> {
  return { name, refuse };
}

/** A service that a plugin provides to those that require it; the token is exported from its `contract/`. */
export interface ServiceToken<Service> {
  /** `<plugin>.<what>` */
  readonly name: string;
  readonly serviceOf?: (service: Service) => void;
}

export function defineService<Service>(name: string): ServiceToken<Service> {
  return { name };
}
