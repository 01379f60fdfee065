import type { ReasonCode } from '@kntc/domain';
import type { MiniRoad } from '../mini-road';
import { command, expectDelivered, expectStopped, referenceOf } from './way-out';
import type { WayOut } from './way-out';

const CREATED = ['CapNhatVuViec'];
const HANDLED = [...CREATED, 'CapNhatKQXuLy'];
const DECIDED = [...HANDLED, 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet'];

/** Lets the road converge and expects the petition held with this code, and these steps of it at the far side. */
export async function expectHeld(
  road: MiniRoad,
  ma: string,
  code: ReasonCode,
  methods: readonly string[],
): Promise<void> {
  const { summary } = await road.converge();
  expect(await road.standing(ma)).toMatchObject({ class: 'held', code });
  expect((await road.delivered(ma)).map((entry) => entry.method)).toEqual(methods);
  expect(summary.unaccounted).toBe(0);
}

/** Sets one fault for the next request of this method. */
export async function fault(road: MiniRoad, method: string, phase: string, action: string): Promise<void> {
  await road.far.clearFaults();
  await road.far.faults([{ id: 'f1', method, phase, action, nth: 1 }]);
}

async function duplicates(road: MiniRoad, first: string, second: string): Promise<void> {
  const content = `Đề nghị xem xét việc cấp giấy ${first}.`;
  await road.petition(first, { noi_dung: content });
  await expectDelivered(road, first);
  await road.petition(second, { noi_dung: content });
  await expectStopped(road, second, 'EXACT_DUPLICATE');
}

async function decided(road: MiniRoad, ma: string): Promise<void> {
  await road.petition(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
  await road.local.query("insert into quyet_dinh (ma, ngay) values ($1, '2026-04-20')", [ma]);
  await expectDelivered(road, ma, DECIDED);
}

const DUPLICATES: readonly WayOut[] = [
  {
    code: 'EXACT_DUPLICATE',
    way: 'another matter after all: a person releases it as a case of its own',
    walk: async (road) => {
      await duplicates(road, 'DUP-1', 'DUP-2');
      const { operations } = road.gateway.parts;
      await operations.release(await referenceOf(road, 'DUP-2'), command('Hai thửa đất khác nhau.'));
      await expectDelivered(road, 'DUP-2');
      await road.change('DUP-2', { dia_chi: 'Thôn Tân Lập' });
      await road.converge();
      expect(await road.standing('DUP-2')).not.toMatchObject({ code: 'EXACT_DUPLICATE' });
    },
  },
  {
    code: 'EXACT_DUPLICATE',
    way: 'sent twice: a person keeps it back, with a reason, and it stays out',
    walk: async (road) => {
      await duplicates(road, 'DUP-3', 'DUP-4');
      const reference = await referenceOf(road, 'DUP-4');
      const { operations } = road.gateway.parts;
      expect(await operations.keep(reference, command('Gửi hai lần.'))).toMatchObject({ kind: 'done' });
      await expectStopped(road, 'DUP-4', 'EXACT_DUPLICATE');
      const { rows } = await road.own.query('select command, reason from operation where target = $1', [
        reference,
      ]);
      expect(rows).toEqual([{ command: 'holds keep', reason: 'Gửi hai lần.' }]);
    },
  },
];

const REJECTIONS: readonly WayOut[] = [
  {
    code: 'REJECTED',
    way: 'the clerk reads the message and mends the row',
    walk: async (road) => {
      await road.petition('REJ-1', { tinh: 'QN' });
      await expectHeld(road, 'REJ-1', 'REJECTED', []);
      const { rows } = await road.own.query<{ hold_detail: string }>(
        "select hold_detail from record_standing where local_key = 'REJ-1'",
      );
      expect(rows[0]?.hold_detail).toContain('MaTinh');
      await road.change('REJ-1', { tinh: 'BD' });
      await expectDelivered(road, 'REJ-1');
    },
  },
  {
    code: 'REJECTED',
    way: 'a person sends it again after the far side has changed',
    walk: async (road) => {
      await road.far.settings({ maxBodyBytes: 300 });
      await road.petition('REJ-2');
      await expectHeld(road, 'REJ-2', 'REJECTED', []);
      await road.far.settings({ maxBodyBytes: 50 * 1024 * 1024 });
      await expectHeld(road, 'REJ-2', 'REJECTED', []);
      const { operations } = road.gateway.parts;
      await operations.release(await referenceOf(road, 'REJ-2'), command('CSDLQG đã sửa.'));
      await expectDelivered(road, 'REJ-2');
    },
  },
  {
    code: 'REJECTED',
    way: 'the clerk mends the row and its agency: it is created once, under the reference of the new agency',
    walk: async (road) => {
      await road.petition('REJ-3', { tinh: 'QN' });
      await expectHeld(road, 'REJ-3', 'REJECTED', []);
      const before = await referenceOf(road, 'REJ-3');
      await road.change('REJ-3', { tinh: 'BD', co_quan: 'TNMT' });
      await expectDelivered(road, 'REJ-3');
      expect(await referenceOf(road, 'REJ-3')).not.toBe(before);
      const { rows } = await road.own.query<{ agencies: string[] }>(
        `select array[n.agency_id, o.agency_id, f.agency_id] as agencies from national_record n
         join outbox o on o.national_record_id = n.id join case_file f on f.id = n.case_id where f.local_key = 'REJ-3'`,
      );
      expect(rows).toEqual([{ agencies: ['stnmt', 'stnmt', 'stnmt'] }]);
      await road.change('REJ-3', { co_quan: 'TTT' });
      await expectHeld(road, 'REJ-3', 'CORRECTION_IMPOSSIBLE', HANDLED);
      await road.change('REJ-3', { co_quan: 'TNMT' });
      await expectDelivered(road, 'REJ-3');
    },
  },
];

const WRONG_ANSWERS: readonly WayOut[] = [
  {
    code: 'WRONG_ANSWER',
    way: 'nothing was created: two people say so and it is created once',
    walk: async (road) => {
      await fault(road, 'CapNhatVuViec', 'before-commit', 'wrong-id');
      await road.petition('WRONG-1');
      await expectHeld(road, 'WRONG-1', 'WRONG_ANSWER', []);
      const reference = await referenceOf(road, 'WRONG-1');
      const { operations } = road.gateway.parts;
      expect(await operations.resolveNotThere(reference, command('Không có.'))).toEqual({
        kind: 'refused',
        why: 'needs-approver',
      });
      await operations.resolveNotThere(reference, command('Không có.', 'operator-two'));
      await expectDelivered(road, 'WRONG-1');
    },
  },
  {
    code: 'WRONG_ANSWER',
    way: 'the step stands there: a person names the case it stands under and nothing is sent twice',
    walk: async (road) => {
      await fault(road, 'CapNhatKQXuLy', 'after-commit', 'wrong-id');
      await road.petition('WRONG-2');
      await expectHeld(road, 'WRONG-2', 'WRONG_ANSWER', HANDLED);
      const [created] = await road.delivered('WRONG-2');
      const { operations } = road.gateway.parts;
      const reference = await referenceOf(road, 'WRONG-2');
      await operations.resolveWithId(reference, created?.caseId ?? '', command('Đã tra cứu.'));
      await expectDelivered(road, 'WRONG-2');
    },
  },
  {
    code: 'WRONG_ANSWER',
    way: 'the step is not there: two people say so and it is sent',
    walk: async (road) => {
      await fault(road, 'CapNhatKQXuLy', 'before-commit', 'wrong-id');
      await road.petition('WRONG-3');
      await expectHeld(road, 'WRONG-3', 'WRONG_ANSWER', CREATED);
      const { operations } = road.gateway.parts;
      const reference = await referenceOf(road, 'WRONG-3');
      await operations.resolveNotThere(reference, command('Không có.', 'operator-two'));
      await expectDelivered(road, 'WRONG-3');
    },
  },
];

const CORRECTIONS: readonly WayOut[] = [
  {
    code: 'CORRECTION_NEEDS_DECISION',
    way: 'an approver releases it and the far side is updated',
    walk: async (road) => {
      await road.petition('COR-1');
      await expectDelivered(road, 'COR-1');
      await road.change('COR-1', { noi_dung: 'Nội dung đã sửa sau khi gửi.' });
      await expectHeld(road, 'COR-1', 'CORRECTION_NEEDS_DECISION', HANDLED);
      const reference = await referenceOf(road, 'COR-1');
      const { operations } = road.gateway.parts;
      for (const approver of [undefined, 'operator-one']) {
        expect(await operations.release(reference, command('Gõ nhầm.', approver))).toEqual({
          kind: 'refused',
          why: 'needs-approver',
        });
      }
      await expectHeld(road, 'COR-1', 'CORRECTION_NEEDS_DECISION', HANDLED);
      await operations.release(reference, command('Gõ nhầm.', 'operator-two'));
      await expectDelivered(road, 'COR-1', [...HANDLED, 'CapNhatVuViec']);
      const last = (await road.delivered('COR-1')).at(-1);
      expect(last?.decision).toBe('updated');
      expect(last?.body['NoiDungDon']).toMatch(/^Nội dung đã sửa sau khi gửi\./);
    },
  },
  {
    code: 'CORRECTION_NEEDS_DECISION',
    way: 'the clerk puts the old value back and nothing is sent',
    walk: async (road) => {
      await road.petition('COR-2');
      await expectDelivered(road, 'COR-2');
      await road.change('COR-2', { so_nguoi: '7' });
      await expectHeld(road, 'COR-2', 'CORRECTION_NEEDS_DECISION', HANDLED);
      await road.change('COR-2', { so_nguoi: null });
      await expectDelivered(road, 'COR-2');
    },
  },
  {
    code: 'CORRECTION_IMPOSSIBLE',
    way: 'the decision date is put back in the local software and the record goes on by itself',
    walk: async (road) => {
      await decided(road, 'IMP-1');
      await road.local.query("update quyet_dinh set ngay = '2026-04-21' where ma = 'IMP-1'");
      await expectHeld(road, 'IMP-1', 'CORRECTION_NEEDS_DECISION', DECIDED);
      const reference = await referenceOf(road, 'IMP-1');
      await road.gateway.parts.operations.release(reference, command('Sửa ngày.', 'operator-two'));
      await expectHeld(road, 'IMP-1', 'CORRECTION_IMPOSSIBLE', DECIDED);
      await road.local.query("update quyet_dinh set ngay = '2026-04-20' where ma = 'IMP-1'");
      await expectDelivered(road, 'IMP-1', DECIDED);
    },
  },
  {
    code: 'CORRECTION_IMPOSSIBLE',
    way: 'a decision that vanished is entered again and new steps go on behind it',
    walk: async (road) => {
      await decided(road, 'IMP-2');
      await road.local.query("delete from quyet_dinh where ma = 'IMP-2'");
      await expectHeld(road, 'IMP-2', 'CORRECTION_NEEDS_DECISION', DECIDED);
      const reference = await referenceOf(road, 'IMP-2');
      await road.gateway.parts.operations.release(reference, command('Xoá.', 'operator-two'));
      await expectHeld(road, 'IMP-2', 'CORRECTION_IMPOSSIBLE', DECIDED);
      const { rows } = await road.local.query<{ id: number }>(
        "insert into quyet_dinh (ma, ngay) values ('IMP-2', '2026-04-20') returning id",
      );
      await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values ($1, '2026-05-02', '1')", [
        rows[0]?.id,
      ]);
      await expectDelivered(road, 'IMP-2', [...DECIDED, 'CapNhatThiHanh']);
    },
  },
];

export const HELD: readonly WayOut[] = [...DUPLICATES, ...REJECTIONS, ...WRONG_ANSWERS, ...CORRECTIONS];
