import { vietnamTime } from '@kntc/domain';
import { pairs, reasonLines, table } from './output';

it('lines columns up by characters, whatever accents they carry', () => {
  expect(
    table(
      ['Mã', 'Số'],
      [
        ['khiếu nại', 1],
        ['tố', 22],
      ],
    ),
  ).toEqual(['Mã         Số', 'khiếu nại  1', 'tố         22']);
});

it('lets no foreign text move the cursor', () => {
  expect(pairs([['Thông báo', 'a\u001b[2Jb\u202ec\nd']])).toEqual(['Thông báo: a [2Jb c d']);
});

it('cuts what is too long for a table', () => {
  expect(table(['x'], [['á'.repeat(80)]])[1]).toBe(`${'á'.repeat(59)}…`);
});

it('writes moments in Vietnamese time', () => {
  expect(vietnamTime('2026-07-01T20:30:00Z')).toBe('02/07/2026 03:30');
  expect(vietnamTime(null)).toBe('');
});

it('leaves no empty quotes where there is no value to show', () => {
  expect(reasonLines('BAD_DATE', 'receivedDate', undefined)[0]).toBe(
    'Không đọc được ngày ở trường Ngày tiếp nhận.',
  );
  expect(reasonLines('UNKNOWN_CODE', 'channel', 'CT')[0]).toContain('«CT»');
});
