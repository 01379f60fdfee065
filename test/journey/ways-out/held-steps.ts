import type { MiniRoad } from '../mini-road';
import { expectHeld, fault } from './held';
import { command, expectDelivered, referenceOf } from './way-out';
import type { WayOut } from './way-out';

const STEPS = ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'];

async function wholeCase(road: MiniRoad, ma: string): Promise<void> {
  await road.petition(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
  const { rows } = await road.local.query<{ id: number }>(
    "insert into quyet_dinh (ma, ngay) values ($1, '2026-04-20') returning id",
    [ma],
  );
  await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values ($1, '2026-05-02', '1')", [
    rows[0]?.id,
  ]);
}

/** Steps 2–5 under `repeat: unknown`: once interrupted, each waits for a person. */
function interruptedSteps(ma: string, phase: string, resolve: Resolve): WayOut['walk'] {
  return async (road) => {
    await wholeCase(road, ma);
    for (const [index, step] of STEPS.entries()) {
      if (index === 0) continue;
      await fault(road, step, phase, 'drop');
      const there = phase === 'after-commit' ? STEPS.slice(0, index + 1) : STEPS.slice(0, index);
      await expectHeld(road, ma, 'UNKNOWN_OUTCOME', there);
      await expectHeld(road, ma, 'UNKNOWN_OUTCOME', there);
      await resolve(road, await referenceOf(road, ma), ma);
    }
    await road.far.clearFaults();
    await expectDelivered(road, ma, STEPS);
  };
}

type Resolve = (road: MiniRoad, reference: string, ma: string) => Promise<void>;

/** The person reads the id in the far side's own screens; here in its ledger. */
const withId: Resolve = async (road, reference, ma) => {
  const id = (await road.delivered(ma)).at(-1)?.id ?? '';
  const { operations } = road.gateway.parts;
  expect(await operations.resolveWithId(reference, id, command('Đã tra cứu.', 'operator-two'))).toMatchObject(
    {
      kind: 'done',
    },
  );
};

const notThere: Resolve = async (road, reference) => {
  const { operations } = road.gateway.parts;
  const result = await operations.resolveNotThere(reference, command('Không có.', 'operator-two'));
  expect(result).toMatchObject({ kind: 'done' });
};

export const HELD_STEPS: readonly WayOut[] = [
  {
    code: 'UNKNOWN_OUTCOME',
    way: 'the create is not there: two people say so and it is created once',
    walk: async (road) => {
      await fault(road, 'CapNhatVuViec', 'before-commit', 'drop');
      await road.petition('UNK-1');
      await expectHeld(road, 'UNK-1', 'UNKNOWN_OUTCOME', []);
      await notThere(road, await referenceOf(road, 'UNK-1'), 'UNK-1');
      await expectDelivered(road, 'UNK-1');
    },
  },
  {
    code: 'UNKNOWN_OUTCOME',
    way: 'the create is there but not in the index: a person names its id and the later steps follow',
    walk: async (road) => {
      await road.far.settings({ lookup: { indexLagMs: 60_000 } });
      await fault(road, 'CapNhatVuViec', 'after-commit', 'drop');
      await road.petition('UNK-2');
      await expectHeld(road, 'UNK-2', 'UNKNOWN_OUTCOME', ['CapNhatVuViec']);
      await road.far.settings({ lookup: { indexLagMs: 0 } });
      await withId(road, await referenceOf(road, 'UNK-2'), 'UNK-2');
      await expectDelivered(road, 'UNK-2');
    },
  },
  {
    code: 'UNKNOWN_OUTCOME',
    way: 'an id that belongs to another record is refused',
    walk: async (road) => {
      await road.petition('UNK-3');
      await expectDelivered(road, 'UNK-3');
      const [other] = await road.delivered('UNK-3');
      await fault(road, 'CapNhatVuViec', 'before-commit', 'drop');
      await road.petition('UNK-4');
      await expectHeld(road, 'UNK-4', 'UNKNOWN_OUTCOME', []);
      const reference = await referenceOf(road, 'UNK-4');
      const { operations } = road.gateway.parts;
      expect(await operations.resolveWithId(reference, other?.id ?? '', command('Nhầm.'))).toEqual({
        kind: 'refused',
        why: 'id-taken',
      });
      await notThere(road, reference, 'UNK-4');
      await expectDelivered(road, 'UNK-4');
    },
  },
  {
    code: 'UNKNOWN_OUTCOME',
    way: 'an interrupted later step is there: a person names its id and it is not sent twice',
    walk: interruptedSteps('UNK-5', 'after-commit', withId),
  },
  {
    code: 'UNKNOWN_OUTCOME',
    way: 'an interrupted later step is not there: two people say so and it is sent once',
    walk: interruptedSteps('UNK-6', 'before-commit', notThere),
  },
];
