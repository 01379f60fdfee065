import { until, type MiniRoad } from '../mini-road';
import { command, expectDelivered, referenceOf } from './way-out';
import type { WayOut } from './way-out';

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

/** A confirmed petition whose record is tampered with, found out by the look at what was just confirmed. */
async function tampered(road: MiniRoad, ma: string, how: 'remove' | 'replace'): Promise<string> {
  await road.petition(ma);
  await expectDelivered(road, ma);
  const caseId = (await road.delivered(ma))[0]?.caseId ?? '';
  const set = { NoiDungDon: 'Vụ việc của người khác.' };
  await road.far.tamper([{ do: how, caseId, ...(how === 'replace' && { set }) }]);
  await until(async () => {
    await road.gateway.keepReceipts();
    await road.gateway.reconcile();
    return (await road.standing(ma)).class === 'held';
  });
  expect(await road.standing(ma)).toMatchObject({ code: 'NATIONAL_DIFFERS' });
  return caseId;
}

export const RECONCILED: readonly WayOut[] = [
  {
    code: 'NATIONAL_DIFFERS',
    way: 'the record is gone: two people say so, and it is created once more',
    walk: async (road) => {
      await tampered(road, 'REC-1', 'remove');
      const { operations } = road.gateway.parts;
      const result = await operations.resolveNotThere(
        await referenceOf(road, 'REC-1'),
        command('Đã hỏi, không còn.', 'operator-two'),
      );
      expect(result).toMatchObject({ kind: 'done' });
      const steps = ['CapNhatVuViec', 'CapNhatKQXuLy'];
      await expectDelivered(road, 'REC-1', [...steps, 'CapNhatVuViec', ...steps]);
    },
  },
  {
    code: 'NATIONAL_DIFFERS',
    way: 'its id is that of another case: two people name the right one',
    walk: async (road) => {
      const caseId = await tampered(road, 'REC-2', 'replace');
      const reference = await referenceOf(road, 'REC-2');
      const [entry] = await road.delivered('REC-2');
      // Somebody enters it there once more, under a new id.
      const [other = ''] = await road.far.tamper([{ do: 'duplicate', caseId, set: entry?.body }]);
      const { operations } = road.gateway.parts;
      const one = await operations.resolveWithId(reference, other, command('Một người.'));
      expect(one).toEqual({ kind: 'refused', why: 'needs-approver' });
      const two = await operations.resolveWithId(reference, other, command('Đã tra cứu.', 'operator-two'));
      expect(two).toMatchObject({ kind: 'done' });
      await road.change('REC-2', ACCEPTED);
      await road.converge();
      expect(await road.standing('REC-2')).toMatchObject({ class: 'confirmed' });
      const last = (await road.far.ledger()).at(-1);
      expect(last).toMatchObject({ method: 'CapNhatGiaiQuyet', caseId: other });
    },
  },
];
