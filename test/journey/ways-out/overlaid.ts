import type { MiniRoad } from '../mini-road';
import { command, expectDelivered, expectStopped } from './way-out';
import type { WayOut } from './way-out';

/** What a person completes, and what becomes of it when the source says something else. */
export const OVERLAID: readonly WayOut[] = [
  {
    code: 'MISSING_MANDATORY',
    way: 'a person completes the field from the paper petition, and the source stays as it is',
    walk: async (road) => {
      await road.petition('PAPER-1', { noi_dung: null });
      await expectStopped(road, 'PAPER-1', 'MISSING_MANDATORY');
      expect(await complete(road, 'PAPER-1', 'Đề nghị xem lại ranh giới, theo đơn giấy số 12.')).toEqual({
        kind: 'done',
      });
      await expectDelivered(road, 'PAPER-1');
      const { rows } = await road.local.query("select noi_dung from don where ma = 'PAPER-1'");
      expect(rows).toEqual([{ noi_dung: null }]);
    },
  },
  {
    code: 'OVERLAY_CONFLICT',
    way: 'the source is right: what a person completed is withdrawn',
    walk: async (road) => {
      await road.petition('TWO-1', { noi_dung: null, ngay_nhan: '31/02' });
      await complete(road, 'TWO-1', 'Nội dung theo đơn giấy 1.');
      await road.change('TWO-1', { noi_dung: 'Nội dung nhập sau trong phần mềm.', ngay_nhan: '2026-03-02' });
      await expectStopped(road, 'TWO-1', 'OVERLAY_CONFLICT');
      const { overlays } = road.gateway.parts;
      const of = { sourceId: 'mini', localKey: 'TWO-1', field: 'content' };
      expect(await overlays.withdraw(of, command('Nguồn đúng.'))).toEqual({ kind: 'done' });
      await expectDelivered(road, 'TWO-1');
    },
  },
  {
    code: 'OVERLAY_CONFLICT',
    way: 'what a person completed is right: the value is put right in the local software',
    walk: async (road) => {
      await road.petition('TWO-2', { noi_dung: null, ngay_nhan: '31/02' });
      await complete(road, 'TWO-2', 'Nội dung theo đơn giấy 2.');
      await road.change('TWO-2', { noi_dung: 'Gõ nhầm.', ngay_nhan: '2026-03-02' });
      await expectStopped(road, 'TWO-2', 'OVERLAY_CONFLICT');
      await road.change('TWO-2', { noi_dung: 'Nội dung theo đơn giấy 2.' });
      await expectDelivered(road, 'TWO-2');
    },
  },
];

async function complete(road: MiniRoad, localKey: string, text: string) {
  await road.converge();
  const wanted = { sourceId: 'mini', localKey, field: 'content', text, documentNo: 'Đơn giấy 12' };
  return road.gateway.parts.overlays.set(wanted, command('Đã đối chiếu đơn giấy.'));
}
