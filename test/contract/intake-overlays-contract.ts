import { aBatch, anAccepted, aStanding, knownAs, SOURCE } from '../builders';
import type { MakeStores, Stores } from './stores-under-test';

/** What every {@link IntakeStore} promises about fields that people completed. */
export function intakeOverlaysContract(make: MakeStores): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = await make();
  });
  afterEach(() => stores.end());

  const known = async (key: string) => (await stores.intake.known(SOURCE, [key])).get(key);

  it('tells what people completed, in the order they did, and of other records nothing', async () => {
    await stores.intake.commit(aBatch([aStanding('A', 'quarantined'), anAccepted('B')]));
    const overlays = [
      { field: 'channel', text: 'Bưu điện' },
      { field: 'petitioners[0].idNumber', text: '052160123456' },
    ];
    for (const overlay of overlays) await stores.window.complete('A', overlay);
    expect((await known('A'))?.overlays).toEqual(overlays);
    expect((await known('B'))?.overlays).toBeUndefined();
  });

  it('makes the judgement of the record outdated, and only its', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
    const judgedWith = (await known('B'))?.judgedWith ?? '';
    await stores.window.complete('A', { field: 'channel', text: 'BC' });
    const wanted = { judgedWith, datesBefore: '2000-01-01T00:00:00Z' };
    const stale = await stores.intake.stale(SOURCE, wanted, '0', 10);
    expect(stale.map(({ raw }) => raw.localKey)).toEqual(['A']);
  });

  it('stores nothing that was judged before somebody completed the record', async () => {
    await stores.intake.commit(aBatch([anAccepted('A')]));
    const before = knownAs(anAccepted('A'), await known('A'));
    await stores.window.complete('A', { field: 'channel', text: 'BC' });
    expect(await stores.intake.commit(aBatch([before]))).toEqual({ kind: 'outdated' });
    const after = knownAs(anAccepted('A'), await known('A'));
    expect(await stores.intake.commit(aBatch([after]))).toMatchObject({ kind: 'stored' });
  });
}
