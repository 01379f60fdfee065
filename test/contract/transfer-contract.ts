import { laneOf } from '@kntc/domain';
import { aCase, anAccepted } from '../builders';
import { inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { movedTo } from './lane-writes';
import type { Place } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const OTHER = 'so-tai-nguyen';
const MOVED = 'BDI-0000000000TRF';
const MOVED_LANE = laneOf(MOVED);

/** What stores promise of a case that another agency receives from some version on. */
export function transferContract(make: MakeStores): void {
  const setup = new LaneSetup(make);
  const transfer = () =>
    setup.accept('A', {
      case: aCase({ content: 'cơ quan khác nhận' }),
      accepted: { agencyId: OTHER, reference: MOVED, lane: MOVED_LANE },
    });
  const there = async () => {
    const session = await setup.owner([MOVED_LANE]);
    return (await session.fetch([MOVED_LANE], 10))[0];
  };

  describe('a case that goes to another agency', () => {
    it.each<Place | 'new'>(['new', 'REJECTED'])(
      'takes its record along when nothing stands (%s)',
      async (place) => {
        await setup.accept('A', inLane(LANE));
        const session = await setup.owner();
        if (place !== 'new') await movedTo(place, await setup.onlyDue(session), session);
        await transfer();
        expect(await session.fetch([LANE], 10)).toEqual([]);
        expect(await there()).toMatchObject({
          agencyId: OTHER,
          reference: MOVED,
          lane: MOVED_LANE,
          caseVersion: 2,
          isTransferred: false,
        });
      },
    );

    it.each<Place>(['done', 'unknown', 'in_flight', 'UNKNOWN_OUTCOME', 'WRONG_ANSWER'])(
      'leaves its record under the old reference when something may stand (%s)',
      async (place) => {
        await setup.accept('A', inLane(LANE));
        const session = await setup.owner();
        await movedTo(place, await setup.onlyDue(session), session);
        await transfer();
        expect(await there()).toBeUndefined();
        expect(await setup.stores.window.outbox(referenceOf('A'))).toMatchObject({ caseVersion: 2 });
        if (place === 'unknown') await setup.stores.window.age(referenceOf('A'), 100_000);
        const [due] = await session.fetch([LANE], 10);
        const isFetched = ['done', 'unknown', 'in_flight'].includes(place);
        expect(due?.isTransferred).toBe(isFetched ? true : undefined);
        if (isFetched) expect(due?.agencyId).toBe(anAccepted('A').accepted?.agencyId);
      },
    );
  });
}
