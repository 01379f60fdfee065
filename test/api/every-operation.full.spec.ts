import { AskEverything } from './ask-everything';

jest.setTimeout(900_000);

// As many as fit beside the rest of test:full on two cores: what was never carried out is asked for first anyway.
const RUNS = 40;

describe('every operation, asked a great many things', () => {
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
