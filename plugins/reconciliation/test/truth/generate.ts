import { chanceOf } from './random.js';
import { SCENES } from './scenes.js';
import { worldBuilder, type Scene, type World } from './world.js';

const MOVEMENTS_OF_A_PAYER = 8;

/** A world of about so many movements; the same seed gives the same one. */
export function generate(asked: { readonly seed: number; readonly movements: number }): World {
  const chance = chanceOf(asked.seed);
  const builder = worldBuilder(chance, Math.max(20, Math.ceil(asked.movements / MOVEMENTS_OF_A_PAYER)));
  const all = SCENES.reduce((sum, [often]) => sum + often, 0);
  while (builder.size() < asked.movements) sceneAt(chance.int(0, all - 1))(builder);
  return builder.world();
}

function sceneAt(place: number): Scene {
  let left = place;
  for (const [often, scene] of SCENES) {
    if (left < often) return scene;
    left -= often;
  }
  throw new RangeError(`there is no scene at ${place}`);
}
