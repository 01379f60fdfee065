import { aCase, aCaseUpTo, anEnforcement, aRound, day, mustStayShut } from '../../../../test/builders';
import { diffCase } from './diff-case';

describe('the difference of two versions of a case', () => {
  const before = aCaseUpTo('resolution');

  it('is nothing when nothing changed', () => {
    expect(diffCase(before, aCaseUpTo('resolution'))).toEqual([]);
  });

  it('takes a missing member and one without a value for the same', () => {
    expect(diffCase(aCase(), { ...aCase(), closedDate: undefined })).toEqual([]);
  });

  it('names each field that was added, removed or changed', () => {
    const { acceptance: _gone, ...rest } = before;
    const after = { ...rest, receivingAgencyCode: 'H507.03', closedDate: day('2026-06-30') };
    const changes = diffCase(before, after).toSorted((a, b) => (a.path < b.path ? -1 : 1));
    expect(changes).toEqual([
      { path: 'acceptance', change: 'removed', sealed: false },
      { path: 'closedDate', change: 'added', sealed: false },
      { path: 'receivingAgencyCode', change: 'changed', sealed: false },
    ]);
  });

  it('goes down to one figure of one enforcement row', () => {
    const row = anEnforcement({ peopleHandled: 2 });
    const one = aCase({ rounds: [aRound({ enforcements: [row] })] });
    const two = aCase({ rounds: [aRound({ enforcements: [{ ...row, peopleHandled: 3 }] })] });
    expect(diffCase(one, two)).toEqual([
      { path: 'rounds[0].enforcements[0].peopleHandled', change: 'changed', sealed: false },
    ]);
  });

  it('shows rows that came and rows that went', () => {
    const one = aCase({ rounds: [aRound()] });
    const two = aCase({ rounds: [aRound(), aRound({ round: 2 })] });
    expect(diffCase(one, two)).toEqual([{ path: 'rounds[1]', change: 'added', sealed: false }]);
    expect(diffCase(two, one)).toEqual([{ path: 'rounds[1]', change: 'removed', sealed: false }]);
  });

  it('says that sealed content differs without opening it', () => {
    const shut = (digest: string) => aCase({ petitioners: { identity: mustStayShut(digest) } });
    expect(diffCase(shut('one'), shut('two'))).toEqual([
      { path: 'petitioners.identity', change: 'changed', sealed: true },
    ]);
    expect(diffCase(shut('one'), shut('one'))).toEqual([]);
  });
});
