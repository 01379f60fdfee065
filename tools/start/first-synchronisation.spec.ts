import { firstSynchronisation } from './first-synchronisation';
import type { OverviewNumbers } from './first-synchronisation';

const NOTHING: OverviewNumbers = {
  destination: { open: true },
  classes: {},
  queue: { due: 0, inFlight: 0, unknown: 0 },
  readAll: false,
  sources: [{ title: 'Sổ đơn' }],
};
const PAUSED = 'Không kết nối được nguồn.';

/** Plays these answers one after the other, the last one for ever; gives up after many looks. */
async function watch(...answers: readonly (OverviewNumbers | undefined)[]) {
  const said: string[] = [];
  const shown: string[] = [];
  let looks = 0;
  await firstSynchronisation({
    overview: () => Promise.resolve(answers[Math.min(looks++, answers.length - 1)]),
    bar: { show: (settled, total) => shown.push(`${settled}/${total}`), stop: () => undefined },
    say: (line) => said.push(line),
    isEnding: () => looks >= 20,
    wait: () => Promise.resolve(),
  });
  return { said, shown, looks };
}

describe('the first synchronisation', () => {
  it('ends when everything that the sources hold is sent', async () => {
    const sending = { ...NOTHING, classes: { waiting: 5 }, queue: { due: 3, inFlight: 1, unknown: 0 } };
    const sent = { ...NOTHING, classes: { confirmed: 5 }, readAll: true };
    const { said, shown, looks } = await watch(undefined, NOTHING, sending, sent);
    expect({ said, shown, looks }).toEqual({ said: [], shown: ['0/0', '1/5', '5/5'], looks: 4 });
  });

  it('goes on while a source is still being read, though what came so far is sent', async () => {
    const soFar = { ...NOTHING, classes: { confirmed: 5 } };
    const { looks } = await watch(soFar, soFar, { ...soFar, readAll: true });
    expect(looks).toBe(3);
  });

  it('says why a source is paused and goes on', async () => {
    const sources = [{ title: 'Sổ đơn', text: PAUSED }];
    const { said, looks } = await watch(NOTHING, { ...NOTHING, readAll: true, sources });
    expect({ said, looks }).toEqual({ said: [`Sổ đơn: ${PAUSED}`], looks: 2 });
  });

  it('goes on when the sources are empty', async () => {
    const { said, looks } = await watch({ ...NOTHING, readAll: true });
    expect(looks).toBe(1);
    expect(said).toEqual([expect.stringContaining('chưa có hồ sơ nào')]);
  });

  it('says why the far side is closed and goes on', async () => {
    const destination = { open: false, text: 'CSDLQG không trả lời.' };
    const { said, looks } = await watch({ ...NOTHING, destination });
    expect({ said, looks }).toEqual({ said: [destination.text], looks: 1 });
  });
});
