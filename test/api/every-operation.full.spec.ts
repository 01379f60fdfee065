import { AskEverything } from './ask-everything';

jest.setTimeout(600_000);

const RUNS = 300;

describe('every operation, asked a great many things', () => {
  let everything: AskEverything;
  beforeAll(async () => {
    everything = await AskEverything.open();
  });
  afterAll(() => everything.close());

  it('answers what its description says, and never with an error of ours', async () => {
    const wrong: string[] = [];
    for (const operation of everything.operations)
      await everything
        .ask(operation, RUNS)
        .catch((err: unknown) => wrong.push(`${operation.method} ${operation.path}: ${String(err)}`));
    expect(wrong).toEqual([]);
    expect(everything.operations.length).toBeGreaterThan(20);
  });
});
