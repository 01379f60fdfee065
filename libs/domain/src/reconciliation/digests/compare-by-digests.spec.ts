import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { FakeDigestSide } from '../../../../../test/fakes';
import { compareByDigests, DIGEST_LIMITS, type DigestFinding, type DigestReport } from './compare-by-digests';
import { digest128 } from './digest-ranges';
import type { DigestRow, RangeLook } from './digest-side';

/** The same invented theirs id for the same number. */
function idOf(n: number): string {
  const hex = createHash('md5').update(`record ${n}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function record(n: number, content = 'first'): DigestRow {
  return { id: idOf(n), digest: digest128(`${n} ${content}`) };
}

function records(count: number): readonly DigestRow[] {
  return Array.from({ length: count }, (_, n) => record(n));
}

interface Compared {
  readonly report: DigestReport;
  readonly found: readonly string[];
  readonly findings: readonly DigestFinding[];
}

async function compared(
  ours: FakeDigestSide,
  theirs: FakeDigestSide,
  limits = DIGEST_LIMITS,
): Promise<Compared> {
  const findings: DigestFinding[] = [];
  const report = await compareByDigests({ ours, theirs }, (finding) => void findings.push(finding), limits);
  const found = findings.map((one) =>
    one.kind === 'doubt' ? `${one.side} ${one.doubt}` : `${one.kind} ${one.id}`,
  );
  return { report, found: found.toSorted(), findings };
}

function twoSides(count: number): { readonly ours: FakeDigestSide; readonly theirs: FakeDigestSide } {
  return {
    ours: new FakeDigestSide().put(...records(count)),
    theirs: new FakeDigestSide().put(...records(count)),
  };
}

describe('comparing two sides by digests', () => {
  it('finds exactly what differs, for any two sets of records', async () => {
    const where = fc.constantFrom('same', 'different', 'only-ours', 'only-theirs', 'nowhere');
    await fc.assert(
      fc.asyncProperty(fc.array(where, { maxLength: 300 }), async (kinds) => {
        const [ours, theirs] = [new FakeDigestSide(), new FakeDigestSide()];
        const expected: string[] = [];
        for (const [n, kind] of kinds.entries()) {
          if (kind !== 'only-theirs' && kind !== 'nowhere') ours.put(record(n));
          if (kind !== 'only-ours' && kind !== 'nowhere')
            theirs.put(record(n, kind === 'different' ? 'second' : 'first'));
          if (kind !== 'same' && kind !== 'nowhere') expected.push(`${kind} ${idOf(n)}`);
        }
        const { report, found } = await compared(ours, theirs);
        expect(found).toEqual(expected.toSorted());
        expect(report.kind).toBe('compared');
      }),
      { numRuns: 60 },
    );
  });

  it('costs one request where nothing differs, and four where a hundred of 40,000 do', async () => {
    const { ours, theirs } = twoSides(40_000);
    expect((await compared(ours, theirs)).report).toEqual({
      kind: 'compared',
      requests: 1,
      counts: { ours: 40_000, theirs: 40_000 },
    });
    for (let n = 0; n < 100; n += 1) theirs.put(record(n * 397, 'second'));
    const shownBefore = theirs.shown;
    const { report, found } = await compared(ours, theirs);
    expect(found).toHaveLength(100);
    expect(report.requests).toBeLessThanOrEqual(4);
    // 4,096 first ranges, then 16 parts of each that differs and the rows of small ones, twice.
    expect(theirs.shown - shownBefore).toBeLessThan(4_096 + 100 * (16 + 2 * 16));
  });

  it('tells the reference of what we know', async () => {
    const ours = new FakeDigestSide().put({ ...record(1), reference: 'BDI-1' });
    const { findings } = await compared(ours, new FakeDigestSide());
    expect(findings).toEqual([{ kind: 'only-ours', id: idOf(1), reference: 'BDI-1' }]);
  });

  it('takes ids for the same in whatever case they are written', async () => {
    const { ours, theirs } = twoSides(3);
    theirs.remove(idOf(1));
    theirs.put({ ...record(1), id: idOf(1).toUpperCase() });
    expect((await compared(ours, theirs)).found).toEqual([]);
  });

  it('says that the far side could not be asked', async () => {
    const { ours, theirs } = twoSides(3);
    theirs.failure = 'http-503';
    expect((await compared(ours, theirs)).report).toMatchObject({ kind: 'failed', reason: 'http-503' });
  });
});

describe('while records are being written', () => {
  it('tells nothing of what became equal meanwhile', async () => {
    const { ours, theirs } = twoSides(500);
    theirs.put(record(7, 'second'));
    ours.meanwhile = (request) => void (request === 3 && ours.put(record(7, 'second')));
    expect((await compared(ours, theirs)).found).toEqual([]);
  });

  it('leaves what keeps changing for later, and tells the rest', async () => {
    const { ours, theirs } = twoSides(500);
    theirs.put(record(7, 'second'), record(8, 'second'));
    theirs.meanwhile = (request) => void theirs.put(record(7, `state ${request}`));
    expect((await compared(ours, theirs)).found).toEqual([`different ${idOf(8)}`, 'theirs moving']);
  });
});

describe('a far side that does not tell the truth', () => {
  /** Bends what is said of the range that record 7 lies in, at one stage of the descent. */
  async function bent(
    stage: 'parts' | 'rows',
    bend: (look: RangeLook) => RangeLook | undefined,
  ): Promise<Compared> {
    const { ours, theirs } = twoSides(2_000);
    theirs.put(record(7, 'second'));
    theirs.bend = (look, request) => {
      const isStage = stage === 'rows' ? look.rows.length > 0 : request === 2;
      return isStage ? bend(look) : look;
    };
    return compared(ours, theirs);
  }

  const truth = `different ${idOf(7)}`;
  const [one] = records(1);
  it.each<[string, 'parts' | 'rows', (look: RangeLook) => RangeLook | undefined, readonly string[]]>([
    ['says nothing', 'rows', () => undefined, ['theirs missing']],
    [
      'counts more than it shows',
      'rows',
      (look) => ({ ...look, count: look.count + 1 }),
      [truth, 'theirs wrong-total'],
    ],
    [
      'says another digest than that of its records',
      'rows',
      (look) => ({ ...look, digest: digest128('lie') }),
      [truth, 'theirs wrong-digest'],
    ],
    [
      'shows a record of another range',
      'rows',
      (look) => ({ ...look, rows: [...look.rows, ...(one === undefined ? [] : [one])] }),
      ['theirs foreign', truth],
    ],
    [
      'shows a record twice',
      'rows',
      (look) => ({ ...look, rows: [...look.rows, ...look.rows] }),
      [truth, 'theirs twice', 'theirs wrong-total'],
    ],
  ])('%s (%s): it is told, and what can be compared is', async (_what, stage, bend, expected) => {
    const { found } = await bent(stage, bend);
    expect(found).toEqual(expected.toSorted());
  });

  it('says that a range differs of which every part is equal: it is asked again, then told', async () => {
    const { ours, theirs } = twoSides(40_000);
    theirs.bend = liesAboutOnePart;
    expect((await compared(ours, theirs)).found).toEqual([]);
    theirs.requests = 0;
    theirs.bend = (look, request) =>
      request === 2 ? { ...look, digest: digest128('lie') } : liesAboutOnePart(look, request);
    expect((await compared(ours, theirs)).found).toEqual(['theirs wrong-digest']);
  });

  it('is not followed for ever when it claims that everything differs and there is no end of it', async () => {
    const { ours, theirs } = twoSides(100);
    let told = 0;
    theirs.bend = (look) => {
      const begin = look.range === '' ? '00' : look.range;
      const parts = Array.from('0123456789abcdef', (digit) => {
        told += 1;
        return { range: `${begin}${digit}`, count: 1e6, digest: digest128(`${told}`) };
      });
      return { ...look, count: 16e6, parts, rows: [] };
    };
    const { report } = await compared(ours, theirs, { rangesPerRequest: 256, requests: 50 });
    expect(report).toMatchObject({ kind: 'stopped', requests: 50 });
  });
});

/** In the first answer, and about the largest part, which is asked for its parts. */
function liesAboutOnePart(look: RangeLook, request: number): RangeLook {
  if (request !== 1) return look;
  const largest = Math.max(...look.parts.map(({ count }) => count));
  const which = look.parts.findIndex(({ count }) => count === largest);
  const lie = digest128('lie');
  return { ...look, parts: look.parts.map((part, at) => (at === which ? { ...part, digest: lie } : part)) };
}
