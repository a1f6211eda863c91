// Every door of an Express application, read off its routers: one that was mounted by hand is among them.
import express, { type Express } from 'express';

/** `GET /admin/x/host/choices/:model`, as Express spells it. */
export interface ExpressDoor {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly route?: {
    readonly path: string | readonly string[];
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

const mounts = new WeakMap<object, string>();

/** Express forgets under which path a router was mounted: from now on it is noted. Call before the application is made. */
export function noteMounts(): void {
  const prototype = express.Router.prototype as { use: (...given: unknown[]) => unknown };
  const { use } = prototype;
  prototype.use = function noted(this: { readonly stack: readonly Layer[] }, ...given: unknown[]): unknown {
    const before = this.stack.length;
    const result = use.apply(this, given);
    const [path] = given;
    for (const layer of this.stack.slice(before)) mounts.set(layer, typeof path === 'string' ? path : '');
    return result;
  };
}

export function expressDoors(app: Express): readonly ExpressDoor[] {
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  return unique(doorsOf(stack, ''));
}

function doorsOf(stack: readonly Layer[], prefix: string): ExpressDoor[] {
  return stack.flatMap((layer) => {
    if (layer.route) return routeDoors(layer.route, prefix);
    const below = prefix + (mounts.get(layer) ?? '').replace(/\/$/, '');
    if (layer.handle.stack) return doorsOf(layer.handle.stack, below);
    // Middleware that stands under a path of its own answers there by itself: a folder of files, a page of documentation.
    return below === prefix || below === '/admin' ? [] : [{ method: 'USE', path: below }];
  });
}

function routeDoors(route: NonNullable<Layer['route']>, prefix: string): ExpressDoor[] {
  const paths = typeof route.path === 'string' ? [route.path] : route.path;
  const methods = Object.keys(route.methods).filter((method) => route.methods[method]);
  return paths.flatMap((path) =>
    methods.map((method) => ({
      method: method === '_all' ? 'USE' : method.toUpperCase(),
      path: (prefix + path).replace(/(?<=.)\/$/, ''),
    })),
  );
}

function unique(doors: readonly ExpressDoor[]): readonly ExpressDoor[] {
  return [...new Map(doors.map((door) => [`${door.method} ${door.path}`, door])).values()];
}
