import { afterAct, needsApprover, type ResyncAct, type ResyncState } from './resync-operation';

const STATES: readonly ResyncState[] = ['paused', 'running', 'stopped', 'done'];
const ACTS: readonly ResyncAct[] = ['go-on', 'pause', 'stop', 'end'];

describe('a re-sync', () => {
  it('goes these ways and no others', () => {
    const ways = STATES.flatMap((state) =>
      ACTS.flatMap((act) => {
        const next = afterAct(state, act);
        return next === undefined ? [] : [`${state} ${act} ${next}`];
      }),
    );
    expect(ways).toEqual([
      'paused go-on running',
      'paused stop stopped',
      'running pause paused',
      'running stop stopped',
      'running end done',
    ]);
  });

  it.each([
    [20, 0, undefined],
    [21, 0, 'many'],
    [1, 1, 'denunciations'],
    [500, 2, 'denunciations'],
  ])('of %d records with %d denunciations: %s', (records, denunciations, why) => {
    expect(needsApprover({ records, denunciations }, 20)).toBe(why);
  });
});
