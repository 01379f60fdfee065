import { aBatch, anAccepted, aSourceInfo, SOURCE } from '../builders';
import type { MakeStores, Stores } from './stores-under-test';

const LONG = 60_000;
const INFO = aSourceInfo();

/** What every {@link IntakeStore} promises of readings: one counts, and what an outdated one read is worth nothing. */
export function readingContract(make: MakeStores): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = await make();
  });
  afterEach(() => stores.end());

  const begin = async (leaseMs = LONG): Promise<number> => {
    const reading = await stores.intake.beginReading(INFO, leaseMs);
    if (reading === undefined) throw new Error('another reading counts');
    return reading.number;
  };

  it('lets nobody else read a source as long as a reading counts', async () => {
    const first = await begin();
    expect(await stores.intake.beginReading(INFO, LONG)).toBeUndefined();
    await stores.intake.endReading(SOURCE, first);
    expect(await begin()).toBeGreaterThan(first);
  });

  it('continues where the cursor stands', async () => {
    const number = await begin();
    await stores.intake.commit(aBatch([anAccepted('A')], { cursor: 'after A', reading: number }));
    await stores.intake.endReading(SOURCE, number);
    expect(await stores.intake.beginReading(INFO, LONG)).toMatchObject({ cursor: 'after A' });
  });

  it('gives the source to the next one when a reader shows no life', async () => {
    const dead = await begin(0);
    expect(await begin()).toBeGreaterThan(dead);
  });

  it('takes signs of life of the reading that counts, and of no other', async () => {
    const alive = await begin(0);
    await stores.intake.keepReading(SOURCE, alive, LONG);
    expect(await stores.intake.beginReading(INFO, LONG)).toBeUndefined();
    await stores.intake.keepReading(SOURCE, alive, 0);
    const next = await begin(0);
    await stores.intake.keepReading(SOURCE, alive, LONG);
    expect(await begin()).toBeGreaterThan(next);
  });

  it('stores nothing of a reading after which another one began, and moves no cursor', async () => {
    const frozen = await begin(0);
    const next = await begin();
    await stores.intake.commit(aBatch([anAccepted('A')], { cursor: 'new', reading: next }));
    const before = await stores.window.counts();
    const late = aBatch([anAccepted('B')], { cursor: 'old', reading: frozen });
    expect(await stores.intake.commit(late)).toEqual({ kind: 'superseded' });
    expect(await stores.intake.noteUnchanged(SOURCE, 'old', frozen)).toBe(false);
    expect(await stores.intake.cursor(SOURCE)).toBe('new');
    expect(await stores.window.counts()).toEqual(before);
  });

  it('takes nothing that was read or judged with a mapping that is not in use', async () => {
    const other = { ...INFO, mappingVersion: 'mapping-2' };
    expect(await stores.intake.beginReading(other, LONG)).toBeUndefined();
    const judgedAgain = aBatch([anAccepted('A')], { mappingVersion: 'mapping-2' });
    expect(await stores.intake.commit(judgedAgain)).toEqual({ kind: 'superseded' });
    expect(await begin()).toBeGreaterThan(0);
  });

  it('is not ended by an outdated one', async () => {
    const frozen = await begin(0);
    await begin();
    await stores.intake.endReading(SOURCE, frozen);
    expect(await stores.intake.beginReading(INFO, LONG)).toBeUndefined();
  });
}
