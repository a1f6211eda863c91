import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AutoETS, initSync as openEts } from '@bsull/augurs/ets';
import { initSync as openMstl, MSTL } from '@bsull/augurs/mstl';
import type { Smoothing } from '../../domain/forecast/method.js';

interface Model {
  fit(values: number[]): void;
  predict(horizon: number): { readonly point: number[] };
  free(): void;
}

/** Exponential smoothing by augurs. */
export function openSmoothing(): Smoothing {
  // Its own init() fetches the module over HTTP, which Node does not do for files.
  openEts({ module: wasm('ets') });
  openMstl({ module: wasm('mstl') });
  return {
    ets: (values, horizon) => ahead(() => new AutoETS(1, 'AZN'), values, horizon),
    mstl: (values, season, horizon) => ahead(() => MSTL.ets([season], {}), values, horizon),
  };
}

function wasm(part: string): Buffer {
  const besideIt = createRequire(import.meta.url).resolve(`@bsull/augurs/${part}`);
  return readFileSync(besideIt.replace(/\.js$/, '_bg.wasm'));
}

/** It throws where nothing moves ("division by zero") or too little is known: then it has nothing to say. */
function ahead(open: () => Model, values: readonly number[], horizon: number): readonly number[] | null {
  let model: Model | null = null;
  try {
    model = open();
    model.fit([...values]);
    const { point } = model.predict(horizon);
    return point.every(Number.isFinite) ? point : null;
  } catch {
    return null;
  } finally {
    model?.free();
  }
}
