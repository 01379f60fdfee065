import { command, expectDelivered, expectStopped, mended } from './way-out';
import type { WayOut } from './way-out';

const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

/** Walked in this order: the first one needs a database without an identity policy and records one. */
export const WAITING: readonly WayOut[] = [
  {
    code: 'NO_IDENTITY_POLICY',
    way: 'somebody with authority records a policy',
    walk: async (road) => {
      await road.petition('TC-1', DENUNCIATION);
      await expectStopped(road, 'TC-1', 'NO_IDENTITY_POLICY');
      await road.gateway.parts.policies.record({
        policy: 'withheld',
        documentNo: '01/QĐ-TT',
        documentDate: '2026-01-05',
        signatory: 'Chánh Thanh tra',
        recordedBy: 'inspector-one',
        secondPerson: 'inspector-two',
      });
      await expectDelivered(road, 'TC-1', ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet']);
      expect(JSON.stringify(await road.delivered('TC-1'))).not.toContain('Trần Văn Mẫu');
    },
  },
  mended('NOT_CLASSIFIED', 'the clerk classifies the petition', {
    wrong: { loai: null },
    right: { loai: 'kn' },
  }),
  mended('NOT_RELEASED', 'the next step of the procedure is entered', {
    wrong: { ngay_xu_ly: null },
    right: { ngay_xu_ly: '2026-03-06' },
  }),
  {
    code: 'BEFORE_START_CLOSED',
    way: 'nothing to do: it never reaches the far side, not even when asked for again',
    walk: async (road) => {
      await road.petition('OLD-1', {
        ngay_nhan: '2017-03-02',
        ngay_xu_ly: '2017-03-05',
        ngay_dong: '2017-06-01',
      });
      await expectStopped(road, 'OLD-1', 'BEFORE_START_CLOSED');
      await road.change('OLD-1', { dia_chi: 'Thôn Tân Lập' });
      await expectStopped(road, 'OLD-1', 'BEFORE_START_CLOSED');
      const { operations } = road.gateway.parts;
      await expect(operations.decide('mini', 'OLD-1', 'include', command('thử'))).resolves.toEqual({
        kind: 'refused',
        why: 'not-undecided',
      });
      await expectStopped(road, 'OLD-1', 'BEFORE_START_CLOSED');
    },
  },
  {
    code: 'LOCAL_ONLY',
    way: 'it never reaches the far side unless the mark was a mistake and is taken off',
    walk: async (road) => {
      await road.petition('LOCAL-1', { noi_bo: true });
      await road.petition('LOCAL-2', { noi_bo: true });
      await expectStopped(road, 'LOCAL-1', 'LOCAL_ONLY');
      await road.change('LOCAL-2', { noi_bo: false });
      await expectDelivered(road, 'LOCAL-2');
      await expectStopped(road, 'LOCAL-1', 'LOCAL_ONLY');
    },
  },
];
