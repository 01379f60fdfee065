import { OVERLAID } from './overlaid';
import { command, expectDelivered, expectStopped, mended, reconfigure } from './way-out';
import type { WayOut } from './way-out';

const BEFORE_START = { ngay_nhan: '2017-11-02', ngay_xu_ly: '2017-11-05' };

/** Values a clerk mends in the local software. */
const MENDED: readonly WayOut[] = [
  mended('MISSING_MANDATORY', 'the missing value is entered', {
    wrong: { noi_dung: null },
    right: { noi_dung: 'Nội dung nay đã có.' },
  }),
  mended('UNKNOWN_CODE', 'the local code is put right', {
    wrong: { linh_vuc: 'SAI' },
    right: { linh_vuc: 'DD' },
  }),
  mended('CODE_SPLIT', 'the clerk chooses one of the units that it was split into', {
    wrong: { tinh: 'BD-QN' },
    right: { tinh: 'BD' },
  }),
  mended('UNKNOWN_VALUE', 'the local value is put right', { wrong: { loai: 'x' }, right: { loai: 'kn' } }),
  mended('BAD_DATE', 'the date is put right', {
    wrong: { ngay_nhan: '31/02/2026' },
    right: { ngay_nhan: '2026-02-28' },
  }),
  mended('BAD_NUMBER', 'the figure is put right', {
    wrong: { so_nguoi: 'nhiều' },
    right: { so_nguoi: '3' },
  }),
  mended('DATE_ORDER', 'the dates are put in order', {
    wrong: { ngay_xu_ly: '2026-02-01' },
    right: { ngay_xu_ly: '2026-03-05' },
  }),
  mended('MANY_PEOPLE_IN_ONE_FIELD', 'one person stays in the cell, the number of people in its own column', {
    wrong: { ho_ten: 'Nguyễn Văn An; Trần Thị Bình' },
    right: { ho_ten: 'Nguyễn Văn An', so_nguoi: '2' },
  }),
  mended('NOT_A_PERSON', 'the organisation is entered as one', {
    wrong: { ho_ten: 'Công ty TNHH An Thịnh' },
    right: { loai_nguoi: 'tc', to_chuc: 'Công ty TNHH An Thịnh', ho_ten: 'Nguyễn Văn An' },
  }),
  mended('TEXT_SUSPECT', 'the damaged text is typed again', {
    wrong: { noi_dung: 'Nội dung b\ufffd hỏng' },
    right: { noi_dung: 'Nội dung bị hỏng' },
  }),
  mended('TEXT_SUSPECT', 'a text half in Unicode and half in an old font is typed again', {
    wrong: { noi_dung: 'Bổ sung: NguyÔn ThÞ Hång khiÕu n¹i, đã nộp đủ' },
    right: { noi_dung: 'Bổ sung: Nguyễn Thị Hồng khiếu nại, đã nộp đủ' },
  }),
  mended('TEXT_LOST', 'the letters are typed again from the paper', {
    wrong: { noi_dung: 'Công dân tr?nh b?y vi?c thu h?i ??t' },
    right: { noi_dung: 'Công dân trình bày việc thu hồi đất' },
  }),
  mended('TEXT_TOO_LONG', 'the text is shortened', {
    wrong: { dia_chi: 'Số 1, '.repeat(200) },
    right: { dia_chi: 'Số 1' },
  }),
  mended('TEXT_TRUNCATED', 'the value that filled its column is entered shorter', {
    wrong: { dia_chi: 'Số 1, '.repeat(50).slice(0, 250) },
    right: { dia_chi: 'Số 1' },
  }),
  mended('AMBIGUOUS_VALUE', 'a clear value is chosen', { wrong: { loai: 'kn_tc' }, right: { loai: 'kn' } }),
  mended('SECRET_RECORD', 'a mistaken mark is taken off in the local software', {
    wrong: { mat: 'm' },
    right: { mat: 't' },
  }),
  {
    code: 'ILLEGAL_JUMP',
    way: 'the step in between is entered',
    walk: async (road) => {
      await road.petition('JUMP-1');
      await road.local.query("insert into quyet_dinh (ma, ngay) values ('JUMP-1', '2026-04-20')");
      await expectStopped(road, 'JUMP-1', 'ILLEGAL_JUMP');
      await road.change('JUMP-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
      await expectDelivered(road, 'JUMP-1', [
        'CapNhatVuViec',
        'CapNhatKQXuLy',
        'CapNhatGiaiQuyet',
        'CapNhatKQGiaiQuyet',
      ]);
    },
  },
];

/** A local code of two units, one that points at no national code, and an agency that ended before any petition of these journeys came in. */
export const IN_TIME = {
  'crosswalks/mini.yaml': [
    ['1: {', '1: { BD-QN: { to: ["507", "50701"] },'],
    ['2: {', '2: { CU: { to: H507.04 },'],
    ['DD: {', 'SAI2: { to: KN.99 }, DD: {'],
  ],
  'agencies.yaml': [
    [
      'agencies:',
      'agencies:\n  - { id: cu, name: Sở cũ, code: H507.04, until: 2025-12-31, successor: stnmt }',
    ],
  ],
} as const;

/** What an operator mends in the configuration, for every record it stops. */
const CONFIGURED: readonly WayOut[] = [
  {
    code: 'UNKNOWN_CODE',
    way: 'the operator adds the code to the crosswalk, once for all records that use it',
    walk: async (road) => {
      for (const ma of ['CODE-1', 'CODE-2']) await road.petition(ma, { linh_vuc: 'DAT' });
      await expectStopped(road, 'CODE-1', 'UNKNOWN_CODE');
      const causes = await road.gateway.parts.reports.causes(10);
      expect(causes).toContainEqual(
        expect.objectContaining({ code: 'UNKNOWN_CODE', list: 6, localCode: 'DAT', records: 2 }),
      );
      await reconfigure(road, 'crosswalks/mini.yaml', 'DD: {', 'DAT: { to: KN.01.02 }, DD: {');
      await expectDelivered(road, 'CODE-1');
      await expectDelivered(road, 'CODE-2');
    },
  },
  {
    code: 'CODE_NOT_NATIONAL',
    way: 'the operator puts the national code right, once for all records that use it',
    walk: async (road) => {
      await road.petition('NATIONAL-1', { linh_vuc: 'SAI2' });
      await expectStopped(road, 'NATIONAL-1', 'CODE_NOT_NATIONAL');
      await reconfigure(road, 'crosswalks/mini.yaml', 'SAI2: { to: KN.99 }', 'SAI2: { to: KN.01.02 }');
      await expectDelivered(road, 'NATIONAL-1');
    },
  },
  {
    code: 'AGENCY_CLOSED',
    way: 'the operator gives the code to the successor from the day on which the agency ended',
    walk: async (road) => {
      await road.petition('CLOSED-1', { co_quan: 'CU' });
      await expectStopped(road, 'CLOSED-1', 'AGENCY_CLOSED');
      const inTime = 'CU: [{ to: H507.04, until: 2025-12-31 }, { to: H507.03, from: 2026-01-01 }]';
      await reconfigure(road, 'crosswalks/mini.yaml', 'CU: { to: H507.04 }', inTime);
      await expectDelivered(road, 'CLOSED-1');
    },
  },
  {
    code: 'UNKNOWN_VALUE',
    way: 'the operator adds the value to the source file',
    walk: async (road) => {
      await road.petition('VALUE-1', { loai: 'khieu_nai' });
      await expectStopped(road, 'VALUE-1', 'UNKNOWN_VALUE');
      await reconfigure(road, 'sources/mini.yaml', '{ kn: KN,', '{ khieu_nai: KN, kn: KN,');
      await expectDelivered(road, 'VALUE-1');
    },
  },
  {
    code: 'NOT_A_PERSON',
    way: 'the operator marks such petitions as anonymous in the source file',
    walk: async (road) => {
      await road.petition('NOBODY-1', { ho_ten: 'Nặc danh' });
      await expectStopped(road, 'NOBODY-1', 'NOT_A_PERSON');
      const mark = 'anonymous: { when: { column: ho_ten, matches: "^[Nn]ặc danh" }, const: "true" }';
      await reconfigure(road, 'sources/mini.yaml', '  content: {', `  ${mark}\n  content: {`);
      await expectDelivered(road, 'NOBODY-1');
    },
  },
  {
    code: 'TEXT_LOST',
    way: 'the question marks were meant: the operator switches the search off for the source',
    walk: async (road) => {
      await road.petition('MARKS-1', { noi_dung: 'Trang web ghi tr?nh b?y vi?c' });
      await expectStopped(road, 'MARKS-1', 'TEXT_LOST');
      await reconfigure(road, 'sources/mini.yaml', 'nulls: [""]', 'nulls: [""]\ntext: { legacy: off }');
      await expectDelivered(road, 'MARKS-1');
      await reconfigure(road, 'sources/mini.yaml', '\ntext: { legacy: off }', '');
    },
  },
  {
    code: 'KEY_NOT_UNIQUE',
    way: 'the operator mends the query that shows a key twice',
    walk: async (road) => {
      const right = 'query: select * from don\n';
      const wrong =
        "query: select d.*, n.lan as ban from don d join generate_series(1, 2) n(lan) on n.lan = 1 or d.ma = 'TWICE-1'\n";
      await reconfigure(road, 'sources/mini.yaml', right, wrong);
      await road.petition('TWICE-1');
      await expectStopped(road, 'TWICE-1', 'KEY_NOT_UNIQUE');
      await reconfigure(road, 'sources/mini.yaml', wrong, right);
      await expectDelivered(road, 'TWICE-1');
    },
  },
];

const DECIDED: readonly WayOut[] = [
  {
    code: 'BEFORE_START_OPEN',
    way: 'a person includes it',
    walk: async (road) => {
      await road.petition('BEFORE-1', BEFORE_START);
      await expectStopped(road, 'BEFORE-1', 'BEFORE_START_OPEN');
      const { operations } = road.gateway.parts;
      const decision = command('Vụ việc còn tiếp tục.');
      expect(await operations.decide('mini', 'BEFORE-1', 'include', decision)).toEqual({ kind: 'done' });
      expect(await operations.decide('mini', 'BEFORE-1', 'include', decision)).toMatchObject({
        kind: 'repeated',
      });
      await expectDelivered(road, 'BEFORE-1');
    },
  },
  {
    code: 'BEFORE_START_OPEN',
    way: 'a person excludes it, with a reason, and it stays out',
    walk: async (road) => {
      await road.petition('BEFORE-2', BEFORE_START);
      await expectStopped(road, 'BEFORE-2', 'BEFORE_START_OPEN');
      await road.gateway.parts.operations.decide(
        'mini',
        'BEFORE-2',
        'exclude',
        command('Đã xong trên giấy.'),
      );
      await expectStopped(road, 'BEFORE-2', 'LOCAL_ONLY');
      await road.change('BEFORE-2', { dia_chi: 'Thôn Tân Lập' });
      await expectStopped(road, 'BEFORE-2', 'LOCAL_ONLY');
      const { rows } = await road.own.query(
        "select actor, reason from operation where target = 'mini/BEFORE-2'",
      );
      expect(rows).toEqual([{ actor: 'operator-one', reason: 'Đã xong trên giấy.' }]);
    },
  },
  {
    code: 'MISSING_MANDATORY',
    way: 'a person says that the row is no petition; it stays out until it is filled in, or that is taken back',
    walk: async (road) => {
      const { operations } = road.gateway.parts;
      const decide = (ma: string, decision: 'include' | 'exclude' | 'undecided') =>
        operations.decide('mini', ma, decision, command('Dòng nhập thử, không có đơn.'));
      for (const ma of ['EMPTY-1', 'EMPTY-2']) {
        await road.petition(ma, { noi_dung: null });
        await expectStopped(road, ma, 'MISSING_MANDATORY');
        expect(await decide(ma, 'include')).toEqual({ kind: 'refused', why: 'not-undecided' });
        expect(await decide(ma, 'exclude')).toEqual({ kind: 'done' });
        await expectStopped(road, ma, 'LOCAL_ONLY');
      }
      await road.change('EMPTY-1', { noi_dung: 'Đề nghị xem lại ranh giới thửa đất số 12.' });
      await expectDelivered(road, 'EMPTY-1');
      expect(await decide('EMPTY-2', 'undecided')).toEqual({ kind: 'done' });
      await expectStopped(road, 'EMPTY-2', 'MISSING_MANDATORY');
      expect(await decide('EMPTY-2', 'undecided')).toEqual({ kind: 'refused', why: 'not-undecided' });
    },
  },
  {
    code: 'IDENTITY_IN_OPEN_FIELD',
    way: 'two people say that the officer is a namesake; asked again when the denouncer or the field changes',
    walk: async (road) => {
      const { operations } = road.gateway.parts;
      const names = { loai: 'tc', linh_vuc: 'TN', ho_ten: 'Nguyễn Văn Hùng', can_bo: 'NGUYỄN VĂN HÙNG' };
      await road.petition('OPEN-1', { ...names, ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
      await expectStopped(road, 'OPEN-1', 'IDENTITY_IN_OPEN_FIELD');
      const one = command('Cán bộ trùng tên.');
      expect(await operations.decide('mini', 'OPEN-1', 'namesake', one)).toEqual({
        kind: 'refused',
        why: 'needs-approver',
      });
      const two = { ...command('Cán bộ trùng tên.'), approver: 'inspector-two' };
      expect(await operations.decide('mini', 'OPEN-1', 'namesake', two)).toEqual({ kind: 'done' });
      await expectDelivered(road, 'OPEN-1', ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet']);
      await road.change('OPEN-1', { cccd: '052081000123' });
      await expectStopped(road, 'OPEN-1', 'IDENTITY_IN_OPEN_FIELD');
      await road.change('OPEN-1', { can_bo: 'Nguyễn Văn Hưng' });
      await road.converge();
      expect(await road.standing('OPEN-1')).toMatchObject({ class: 'confirmed' });
    },
  },
  {
    code: 'SECRET_RECORD',
    way: 'really secret: it stays out however often it changes',
    walk: async (road) => {
      await road.petition('SECRET-1', { mat: 'm' });
      await expectStopped(road, 'SECRET-1', 'SECRET_RECORD');
      await road.change('SECRET-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
      await expectStopped(road, 'SECRET-1', 'SECRET_RECORD');
    },
  },
];

export const QUARANTINED: readonly WayOut[] = [...MENDED, ...CONFIGURED, ...DECIDED, ...OVERLAID];
