import { letters } from '../duplicate-letters';
import type { MiniRoad } from '../mini-road';
import { command, expectDelivered, expectStopped } from './way-out';
import type { WayOut } from './way-out';

/** Two letters of one matter; the second one is held. @returns the pair */
async function twoLetters(road: MiniRoad, index: number): Promise<string> {
  const { person, first, second } = letters(index);
  await road.petition(`L${index}`, { ...person, noi_dung: first });
  await expectDelivered(road, `L${index}`);
  await road.petition(`M${index}`, { ...person, noi_dung: second, ngay_nhan: '2026-03-04' });
  await expectStopped(road, `M${index}`, 'PROBABLE_DUPLICATE');
  const { rows } = await road.own.query<{ id: string }>("select id from duplicate_pair where state = 'open'");
  return rows[0]?.id ?? '';
}

export const DOUBLED: readonly WayOut[] = [
  {
    code: 'PROBABLE_DUPLICATE',
    way: 'another matter after all: a person says so, and it goes out as a case of its own',
    walk: async (road) => {
      const pair = await twoLetters(road, 0);
      await road.gateway.parts.duplicates.decide(
        pair,
        { decision: 'reject' },
        command('Hai thửa đất khác nhau.'),
      );
      await expectDelivered(road, 'M0');
    },
  },
  {
    code: 'PROBABLE_DUPLICATE',
    way: 'adds to the first one: a person says so, and it stays out',
    walk: async (road) => {
      const pair = await twoLetters(road, 1);
      await road.gateway.parts.duplicates.decide(
        pair,
        { decision: 'supplement' },
        command('Gửi kèm bản vẽ.'),
      );
      await expectStopped(road, 'M1', 'PROBABLE_DUPLICATE');
    },
  },
];
