import { AskEverything } from './ask-everything';

const RUNS = 6;

// One request of every operation there is, each with what it needs set up.
jest.setTimeout(240_000);

describe('every operation, asked anything', () => {
  let everything: AskEverything;
  beforeAll(async () => {
    everything = await AskEverything.open();
  });
  afterAll(() => everything.close());

  it('answers what its description says, and never with an error of ours', async () => {
    expect(await everything.askAll(RUNS)).toEqual([]);
    expect(everything.operations.length).toBeGreaterThan(20);
  });

  it('was carried out at least once, and every list showed something', () => {
    process.stdout.write(everything.table);
    expect(everything.neverReached).toEqual([]);
  });
});
