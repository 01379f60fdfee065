import { randomUUID } from 'node:crypto';
import type { MiniRoad } from '../mini-road';
import { command, expectDelivered, expectStopped, referenceOf } from './way-out';
import type { WayOut } from './way-out';

/** The id of a case that stands at the far side and is nobody's here: the petition it was sent for is forgotten. */
export async function strangeCase(road: MiniRoad, ma: string): Promise<string> {
  await road.petition(ma);
  await expectDelivered(road, ma);
  const [created] = await road.delivered(ma);
  await road.local.query('delete from don where ma = $1', [ma]);
  await road.own.query(
    `with forgotten as (select n.id, n.case_id from national_record n join case_file f on f.id = n.case_id where f.local_key = $1),
       steps as (delete from step where national_record_id in (select id from forgotten)),
       records as (delete from source_record where local_key = $1)
     delete from outbox where national_record_id in (select id from forgotten)`,
    [ma],
  );
  await road.own.query(
    'delete from national_record where case_id = (select id from case_file where local_key = $1)',
    [ma],
  );
  for (const table of ['case_version', 'case_milestone'])
    await road.own.query(
      `delete from ${table} where case_id = (select id from case_file where local_key = $1)`,
      [ma],
    );
  await road.own.query('delete from case_file where local_key = $1', [ma]);
  return created?.id ?? '';
}

/** Ids that local systems hold already, and what becomes of those that cannot be right. */
export const ADOPTED: readonly WayOut[] = [
  {
    code: 'ADOPTION_UNVERIFIED',
    way: 'the id is put right in the local software',
    walk: async (road) => {
      const caseId = await strangeCase(road, 'OLD-1');
      await road.petition('ADOPT-1', { ma_qg: randomUUID(), qg_xu_ly: true });
      await expectStopped(road, 'ADOPT-1', 'ADOPTION_UNVERIFIED');
      await road.change('ADOPT-1', { ma_qg: caseId });
      await expectDelivered(road, 'ADOPT-1', []);
    },
  },
  {
    code: 'ADOPTION_UNVERIFIED',
    way: 'two people record the id it stands under; a mistyped one is looked up and held again',
    walk: async (road) => {
      const caseId = await strangeCase(road, 'OLD-2');
      await road.petition('ADOPT-2', { ma_qg: randomUUID(), qg_xu_ly: true });
      await expectStopped(road, 'ADOPT-2', 'ADOPTION_UNVERIFIED');
      const { operations } = road.gateway.parts;
      const reference = await referenceOf(road, 'ADOPT-2');
      const alone = await operations.resolveWithId(reference, caseId, command('Tra cứu thấy mã khác.'));
      expect(alone).toEqual({ kind: 'refused', why: 'needs-approver' });
      await operations.resolveWithId(reference, randomUUID(), command('Gõ nhầm.', 'operator-two'));
      await expectStopped(road, 'ADOPT-2', 'ADOPTION_UNVERIFIED');
      await operations.resolveWithId(reference, caseId, command('Tra cứu thấy mã khác.', 'operator-two'));
      await expectDelivered(road, 'ADOPT-2', []);
    },
  },
  {
    code: 'ADOPTION_UNVERIFIED',
    way: 'two people say that it is not there, and it is created',
    walk: async (road) => {
      await road.petition('ADOPT-3', { ma_qg: randomUUID() });
      await expectStopped(road, 'ADOPT-3', 'ADOPTION_UNVERIFIED');
      const { operations } = road.gateway.parts;
      const reference = await referenceOf(road, 'ADOPT-3');
      const alone = await operations.resolveNotThere(reference, command('Không có.'));
      expect(alone).toEqual({ kind: 'refused', why: 'needs-approver' });
      await operations.resolveNotThere(reference, command('Không có.', 'operator-two'));
      await expectDelivered(road, 'ADOPT-3');
    },
  },
  {
    code: 'ADOPTION_TAKEN',
    way: 'the wrong one of two rows is put right, and the other is released',
    walk: async (road) => {
      const caseId = await strangeCase(road, 'OLD-4');
      await road.petition('ADOPT-4', { ma_qg: caseId, qg_xu_ly: true });
      await road.petition('ADOPT-5', { ma_qg: caseId, qg_xu_ly: true });
      await road.converge();
      const { rows } = await road.own.query<{ local_key: string }>(
        "select local_key from record_standing where hold_code = 'ADOPTION_TAKEN'",
      );
      expect(rows.map((row) => row.local_key)).toContain('ADOPT-5');
      await road.change('ADOPT-5', { ma_qg: null });
      await expectDelivered(road, 'ADOPT-5');
      const { operations } = road.gateway.parts;
      await operations.release(await referenceOf(road, 'ADOPT-4'), command('Đã sửa hồ sơ kia.'));
      await expectDelivered(road, 'ADOPT-4', []);
    },
  },
  {
    code: 'ADOPTION_TAKEN',
    way: 'two people say that this record is not there yet, and it is created',
    walk: async (road) => {
      const caseId = await strangeCase(road, 'OLD-6');
      await road.petition('ADOPT-6', { ma_qg: caseId, qg_xu_ly: true });
      await road.converge();
      await road.petition('ADOPT-7', { ma_qg: caseId });
      await expectStopped(road, 'ADOPT-7', 'ADOPTION_TAKEN');
      const decision = command('Ghi nhầm mã của hồ sơ khác.', 'operator-two');
      const { operations } = road.gateway.parts;
      await operations.resolveNotThere(await referenceOf(road, 'ADOPT-7'), decision);
      await expectDelivered(road, 'ADOPT-7');
    },
  },
];
