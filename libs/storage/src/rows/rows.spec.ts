import fc from 'fast-check';
import { Sealed } from '@kntc/domain';
import { aCaseUpTo } from '../../../../test/builders';
import { FakeSealBox } from '../../../../test/fakes';
import { fromSealedRow, toSealedRow } from './seal-case';
import { toJsonb } from './to-jsonb';

describe('JSON for jsonb', () => {
  it('replaces what PostgreSQL refuses and nothing else', () => {
    expect(toJsonb('a\u0000b\ud800c\udfffd😀é"\\')).toBe('"a\\ufffdb\\ufffdc\\ufffdd😀é\\"\\\\"');
  });

  it('is always JSON, without NUL and lone surrogates', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '\\', '\u0000', '\ud83d', '\\u0000'),
        (text, tail) => {
          const back = JSON.parse(toJsonb([text + tail])) as string[];
          expect(Buffer.from(back[0] ?? '').toString()).toBe(back[0]);
          expect(back[0]).not.toContain('\u0000');
        },
      ),
    );
  });
});

describe('a sealed case row', () => {
  const seal = new FakeSealBox();
  const kase = aCaseUpTo('resolution');
  const row = toSealedRow(kase, 'case-1', 2, seal);

  it('shows nothing of the case', () => {
    const bytes = Buffer.concat([row.plain, row.secret]).toString('latin1');
    expect(bytes).not.toMatch(/H507|UBND|037081000123/);
  });

  it('opens the secret half only when a sealed member is opened', () => {
    seal.opened.length = 0;
    const back = fromSealedRow(row, 'case-1', 2, seal);
    expect(seal.opened).toEqual(['case_version.plain|case-1|2']);
    expect(back.petitioners.identity).toBeInstanceOf(Sealed);
    back.petitioners.identity.open();
    back.petition.narrative.open();
    expect(seal.opened).toEqual(['case_version.plain|case-1|2', 'case_version.secret|case-1|2']);
  });

  it.each([
    ['another case', 'case-2', 2],
    ['another version', 'case-1', 1],
  ])('does not open as %s', (_what, caseId, version) => {
    expect(() => fromSealedRow(row, caseId, version, seal)).toThrow('GW_T303');
  });

  it('does not open with its halves exchanged', () => {
    const swapped = { plain: row.secret, secret: row.plain };
    expect(() => fromSealedRow(swapped, 'case-1', 2, seal)).toThrow('GW_T303');
  });
});
