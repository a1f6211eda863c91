// What a machine can tell of WCAG 2.2 AA on the page as it stands.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const COLOURS = ['color-contrast', 'link-in-text-block'];

/** `rule: element` for everything that axe finds wrong. */
export function violations(page: Page): Promise<readonly string[]> {
  return whatAxeFinds(page, LEVELS);
}

/** The same of colours alone: for a page whose other colours were looked at already. */
export function wrongColours(page: Page): Promise<readonly string[]> {
  return whatAxeFinds(page, COLOURS);
}

async function whatAxeFinds(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    async (runOnly) => {
      const { axe } = window as unknown as { axe: { run: (options: unknown) => Promise<AxeResults> } };
      const frame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
      // The theme follows the system a moment later, and halfway through a transition a colour is neither the one nor the other.
      await frame();
      await frame();
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
      // Without every stylesheet parsed again: no rule of these levels reads them.
      return axe.run({ runOnly, resultTypes: ['violations'], preload: { assets: ['media'] } });
    },
    [...rules],
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

interface KeyboardWalk {
  /** what can be used with a mouse and never had the focus */
  readonly unreached: readonly string[];
  /** what had the focus and did not show it */
  readonly unmarked: readonly string[];
}

const USABLE =
  'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled]), summary';

/** Goes through the whole page with Tab until everything had the focus. */
export async function walkWithTab(page: Page): Promise<KeyboardWalk> {
  const count = await page.evaluate(markUsable, USABLE);
  const unmarked = new Set<string>();
  const visited = new Set<number>();
  // Twice around: a page that was come to from another one begins in its middle. What traps the focus is not left in that many steps.
  for (let press = 0; press < 2 * count + 30 && visited.size < count; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(focused);
    if (focus === null) continue;
    if (focus.mark !== null) visited.add(focus.mark);
    if (!focus.isShown) unmarked.add(focus.name);
  }
  return { unreached: await page.evaluate(namesWithout, [...visited]), unmarked: [...unmarked] };
}

/** One of a group that the arrow keys walk through (a radio, a row with a roving tabindex) stands for the group. */
function markUsable(selector: string): number {
  (document.activeElement as HTMLElement | null)?.blur();
  getSelection()?.removeAllRanges();
  window.scrollTo(0, 0);
  const isReachable = (element: HTMLElement): boolean =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.tabIndex >= 0 &&
    element.closest('[inert]') === null &&
    !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked);
  const usable = [...document.querySelectorAll<HTMLElement>(selector)].filter(isReachable);
  usable.forEach((element, index) => element.setAttribute('data-tab-walk', String(index)));
  return usable.length;
}

function focused(): { mark: number | null; name: string; isShown: boolean } | null {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const mark = element.getAttribute('data-tab-walk');
  return {
    mark: mark === null ? null : Number(mark),
    name: element.outerHTML.slice(0, 120),
    isShown: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none',
  };
}

function namesWithout(visited: readonly number[]): readonly string[] {
  return [...document.querySelectorAll('[data-tab-walk]')]
    .filter((element) => !visited.includes(Number(element.getAttribute('data-tab-walk'))))
    .map((element) => element.outerHTML.slice(0, 120));
}
