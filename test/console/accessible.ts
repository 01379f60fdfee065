import { readFileSync } from 'node:fs';
import type { Person } from './browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Pixels by which the page is wider than the screen. */
export function overflow({ page }: Person): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** What axe finds against WCAG 2.2 AA, each with the first place. */
export async function violations({ page }: Person): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: object) => Promise<{
          violations: readonly {
            id: string;
            nodes: readonly { target: readonly string[]; failureSummary?: string }[];
          }[];
        }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations: found } = await axe.run({ runOnly: { type: 'tag', values: tags } });
    return found.map(
      ({ id, nodes: [first] }) => `${id}: ${first?.target.join(' ')} ${first?.failureSummary ?? ''}`,
    );
  });
}

/** Nothing wrong with the page that stands there: for eyes, for screen readers, for the browser. */
export async function expectSound(person: Person): Promise<void> {
  expect(await overflow(person)).toBe(0);
  expect(await violations(person)).toEqual([]);
  expect(person.complaints).toEqual([]);
}
