import { describeWithPacks } from '../environment';
import { HTTT, TIEPDAN } from './realistic/database-sides';
import type { LocalSide } from './realistic/local-side';
import { RealisticPacks } from './realistic/make-packs';
import { ratesOf, walk, walkText, type Stage } from './realistic/walk';
import { LOG_BOOK, REGISTER } from './realistic/workbook-sides';
import { describeTiepdan } from './tiepdan-mariadb/local-system';

jest.setTimeout(300_000);

const SHARED = 'KNTC_SHARED_DIR';
const before = process.env[SHARED];
let packs: RealisticPacks;

beforeAll(() => {
  packs = RealisticPacks.make();
  process.env[SHARED] = packs.sharedDir;
});
afterAll(() => {
  if (before === undefined) delete process.env[SHARED];
  else process.env[SHARED] = before;
  packs?.remove();
});

const FIGURES = '85 % on the first run, 97 % after at most twenty decisions, no wrong value';
const WELL = { converged: true, unaccounted: 0, wrong: [], comparedMost: true };

/** Walks a pack, prints it, and says what its figures are judged by. */
async function figuresOf(side: LocalSide) {
  const walked = await walk(packs, side);
  process.stdout.write(`\n${walkText(side, walked)}`);
  const figures = ({ converged, unaccounted, values, standings }: Stage) => ({
    converged,
    unaccounted,
    wrong: values.wrong,
    comparedMost: values.compared > 0.8 * standings.length,
  });
  return {
    stages: [figures(walked.first), figures(walked.after)],
    decisions: walked.decisions.length,
    first: ratesOf(walked.first).through,
    after: ratesOf(walked.after).through,
  };
}

function expectReached({ decisions, first, after }: Awaited<ReturnType<typeof figuresOf>>): void {
  expect(decisions).toBeLessThanOrEqual(20);
  expect(first).toBeGreaterThanOrEqual(0.85);
  expect(after).toBeGreaterThanOrEqual(0.97);
}

describeWithPacks('straight through at realistic dirt', () => {
  it.each([HTTT, LOG_BOOK, REGISTER])(`$name: ${FIGURES}`, async (side) => {
    const figures = await figuresOf(side);
    expect(figures).toMatchObject({ stages: [WELL, WELL] });
    expectReached(figures);
  });

  it('sees a wrong value when a crosswalk names a wrong subject', async () => {
    const { first } = await walk(packs, LOG_BOOK, {
      'crosswalks/so-theo-doi.yaml': [['KN_NUOC: { to: KN.01.06 }', 'KN_NUOC: { to: KN.01.02 }']],
    });
    expect(first.values.wrong.length).toBeGreaterThan(0);
    expect(first.values.wrong.every((one) => one.includes('subject: KN.01.02, not KN.01.06'))).toBe(true);
  });
});

describeTiepdan('straight through at realistic dirt', () => {
  it(`citizen reception: ${FIGURES}`, async () => {
    const figures = await figuresOf(TIEPDAN);
    expect(figures).toMatchObject({ stages: [WELL, WELL] });
    expectReached(figures);
  });
});
