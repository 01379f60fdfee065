import type { AuditWitness, ChainHead } from '@kntc/domain';

export interface WitnessUnderTest {
  /** A witness of the same place, as another process would open it. */
  readonly open: () => AuditWitness;
  /** Makes the place unusable. */
  readonly takeAway: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** It refuses what does not grow on, instead of keeping its first word. */
  readonly refusesOtherHistory: boolean;
}

const AT = '2026-11-26T08:00:00.000Z';
export const aHead = (seq: number, of = 'a'): ChainHead => ({ seq, hash: of.repeat(64).slice(0, 64) });

let places = 0;
/** How many kinds of witness a file has put under the contract so far. */
export const placesUnderContract = (): number => places;

/** What every witness of the audit keeps to, wherever it remembers. */
export function auditWitnessContract(name: string, make: () => Promise<WitnessUnderTest>): void {
  places += 1;
  describe(`the audit's witness: ${name}`, () => {
    let under: WitnessUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());
    const told = async (...heads: readonly ChainHead[]): Promise<void> => {
      for (const head of heads) await under.open().remember(head, AT);
    };
    const hashes = async (): Promise<object> => Object.fromEntries(await under.open().remembered());

    it('remembers nothing before it is told anything', async () => {
      expect(await hashes()).toEqual({});
      expect(await under.open().newest()).toBeUndefined();
    });

    it('is ready without remembering anything by it', async () => {
      await under.open().ready();
      expect(await hashes()).toEqual({});
    });

    it('remembers what it was told, for other processes as well', async () => {
      await told(aHead(1, 'a'), aHead(2, 'b'), aHead(5, 'c'));
      expect(await hashes()).toEqual({ 1: aHead(1, 'a').hash, 2: aHead(2, 'b').hash, 5: aHead(5, 'c').hash });
      expect(await under.open().newest()).toEqual(aHead(5, 'c'));
    });

    it('may be told the same again', async () => {
      await told(aHead(1), aHead(2), aHead(2), aHead(1));
      expect(await under.open().newest()).toEqual(aHead(2));
    });

    it('never takes back its first word about a number', async () => {
      await told(aHead(1, 'a'), aHead(2, 'a'));
      const other = under.open().remember(aHead(2, 'b'), AT);
      if (under.refusesOtherHistory) await expect(other).rejects.toMatchObject({ code: 'GW_T309' });
      else await other;
      expect(await hashes()).toEqual({ 1: aHead(1, 'a').hash, 2: aHead(2, 'a').hash });
      expect(await under.open().newest()).toEqual(aHead(2, 'a'));
    });

    it('keeps its highest head when an older database tells a lower one', async () => {
      await told(aHead(1), aHead(5));
      const lower = under.open().remember(aHead(3, 'b'), AT);
      if (under.refusesOtherHistory) await expect(lower).rejects.toMatchObject({ code: 'GW_T309' });
      else await lower;
      expect(await under.open().newest()).toEqual(aHead(5));
    });

    it('goes on from an older head where people decided so, and from there only', async () => {
      await told(aHead(1), aHead(2), aHead(3), aHead(4));
      await under.open().restart(aHead(3, 'd'), 2, AT);
      expect(await hashes()).toEqual({ 1: aHead(1).hash, 2: aHead(2).hash, 3: aHead(3, 'd').hash });
      expect(await under.open().newest()).toEqual(aHead(3, 'd'));
      await told(aHead(4, 'e'));
      expect(await under.open().newest()).toEqual(aHead(4, 'e'));
      expect(await hashes()).toMatchObject({ 4: aHead(4, 'e').hash });
    });

    it('says so when it is away, before anything is done', async () => {
      await told(aHead(1));
      await under.takeAway();
      await expect(under.open().ready()).rejects.toMatchObject({ code: 'GW_T304' });
      await expect(under.open().remember(aHead(2), AT)).rejects.toMatchObject({ code: 'GW_T304' });
    });

    it('says where it is, and that it can be read', () => {
      expect(under.open()).toMatchObject({ place: expect.stringMatching(/\S/), isReadable: true });
    });
  });
}
