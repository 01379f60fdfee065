import { POSITION_DIGITS, positionOf, rangeDigest } from '@kntc/domain';
import type { DigestRow, DigestSide, LookDetail, RangeLook } from '@kntc/domain';

/** A side that holds this many records. */
export type MakeSide = (records: number) => Promise<DigestSide>;

async function looked(
  side: DigestSide,
  ranges: readonly string[],
  detail: LookDetail,
): Promise<readonly RangeLook[]> {
  const answer = await side.look(ranges, detail);
  if (answer.kind === 'failed') throw new Error(answer.reason);
  return answer.looks;
}

async function everything(side: DigestSide): Promise<readonly DigestRow[]> {
  return (await looked(side, [''], 'rows'))[0]?.rows ?? [];
}

const digestOf = (rows: readonly DigestRow[]): string =>
  rangeDigest(rows.map(({ id, digest }) => ({ position: positionOf(id), digest })));
const within = (rows: readonly DigestRow[], range: string): readonly DigestRow[] =>
  rows.filter(({ id }) => positionOf(id).startsWith(range));
const byRange = (one: { readonly range: string }, other: { readonly range: string }): number =>
  one.range < other.range ? -1 : 1;

/** What every side must do that is compared by digests, judged by its own records. */
export function digestSideContract(name: string, make: MakeSide): void {
  describe(`a side by digests: ${name}`, () => {
    it('shows every record once, with its digest', async () => {
      const rows = await everything(await make(40));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(40);
    });

    it.each([1, 2, 3])(
      'shows the parts %d digits longer that hold records, with their digests',
      async (digits) => {
        const side = await make(40);
        const rows = await everything(side);
        const [look] = await looked(side, [''], { parts: digits });
        const names = [...new Set(rows.map(({ id }) => positionOf(id).slice(0, digits)))];
        const expected = names.map((range) => {
          const own = within(rows, range);
          return { range, count: own.length, digest: digestOf(own) };
        });
        expect(look).toMatchObject({ range: '', count: 40 });
        expect(look?.parts.toSorted(byRange)).toEqual(expected.toSorted(byRange));
      },
    );

    it('answers each of several ranges, the empty ones too, and says of the whole what its parts come to', async () => {
      const side = await make(40);
      const rows = await everything(side);
      const ranges = Array.from('0123456789abcdef', (digit) => digit);
      const looks = await looked(side, ranges, { parts: 1 });
      expect(looks.map(({ range }) => range)).toEqual(ranges);
      for (const look of looks) {
        const own = within(rows, look.range);
        expect(look).toMatchObject({ count: own.length, rows: [] });
        // May be left out, never be wrong.
        expect([undefined, digestOf(own)]).toContain(look.digest);
        expect(look.parts.reduce((sum, { count }) => sum + count, 0)).toBe(own.length);
      }
      const [empty] = await looked(side, ['0'.repeat(POSITION_DIGITS)], 'rows');
      expect(empty).toEqual({
        range: '0'.repeat(POSITION_DIGITS),
        count: 0,
        digest: rangeDigest([]),
        parts: [],
        rows: [],
      });
    });

    it('shows the records of ranges of different lengths', async () => {
      const side = await make(40);
      const rows = await everything(side);
      const [first] = rows;
      const position = positionOf(first?.id ?? '');
      const ranges = [position, position.slice(0, 1), position.slice(0, 4)];
      for (const look of await looked(side, ranges, 'rows')) {
        const own = within(rows, look.range);
        expect(look.rows.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
        expect(look).toMatchObject({ count: own.length, digest: digestOf(own), parts: [] });
      }
    });

    it('shows nothing at all where nothing is', async () => {
      const side = await make(0);
      expect(await looked(side, [''], { parts: 3 })).toMatchObject([{ count: 0, parts: [] }]);
    });
  });
}
