import type { AlertIncident } from './alert';
import { digestMessage } from './alert-digest';
import { ALERT_KIND_NAMES } from './alert-kinds';
import { alertItem, alertMessage } from './alert-message';
import { alertText } from './alert-text';

const OPENED = new Date('2026-11-28T03:00:00Z');
const incident = (more: Partial<AlertIncident> = {}): AlertIncident => ({
  id: '7',
  key: 'outage',
  kind: 'outage',
  facts: { code: 'GW_N202', more: '214 hồ sơ' },
  noticedAt: OPENED,
  openedAt: OPENED,
  absentSince: undefined,
  closedAt: undefined,
  acknowledged: undefined,
  ...more,
});
const HERE = { agencies: undefined, publicUrl: 'https://kntc.tinh.vn' };
const TELLING = { id: 'm1', province: 'Tỉnh X', publicUrl: HERE.publicUrl };

describe('what a message says', () => {
  it.each(ALERT_KIND_NAMES)('%s: three lines in Vietnamese, none of them empty or unfinished', (kind) => {
    for (const facts of [{}, { count: 12, name: 'A', more: 'một chút', code: 'GW_N202' as const }])
      for (const line of alertText({ kind, facts })) {
        expect(line).toMatch(/^[\p{Lu}\d«].{20,}[.:]?$/su);
        expect(line).not.toMatch(/undefined|null|\{|\}|\.\./);
      }
  });

  it('a few are not counted: one denunciation is a person', () => {
    expect(alertText({ kind: 'late', facts: { count: 4 } })[0]).toContain('dưới 5 vụ việc');
    expect(alertText({ kind: 'late', facts: { count: 5 } })[0]).toContain('5 vụ việc');
  });

  it('whoever hears of some agencies hears their number', () => {
    const late = { kind: 'late', facts: { count: 60, byAgency: { a: 10, b: 50 } } } as const;
    expect(alertText(late, ['a'])[0]).toContain('10 vụ việc');
    expect(alertText(late)[0]).toContain('60 vụ việc');
  });

  it('one incident: its severity and first line on top, where to look', () => {
    const { subject, text } = alertMessage([alertItem(incident(), { ...HERE, what: 'opened' })], TELLING);
    expect(subject).toMatch(/^\[KNTC Tỉnh X\] Khẩn cấp: Mất kết nối với CSDLQG\./);
    expect(text).toContain('KHẨN CẤP – từ 28/11/2026 10:00');
    expect(text).toContain('214 hồ sơ');
    expect(text).toContain('https://kntc.tinh.vn/su-co');
  });

  it('many at once are one message, what is over behind what is not', () => {
    const over = incident({ id: '8', closedAt: new Date('2026-11-28T05:05:00Z') });
    const items = [
      alertItem(over, { ...HERE, what: 'closed' }),
      alertItem(incident({ id: '9', kind: 'lists-wait', facts: { count: 2 } }), {
        ...HERE,
        what: 'repeated',
      }),
      alertItem(incident(), { ...HERE, what: 'opened' }),
    ];
    const { subject, text, items: ordered } = alertMessage(items, TELLING);
    expect(subject).toBe('[KNTC Tỉnh X] Khẩn cấp: 3 việc cần biết');
    expect(ordered.map(({ incident: id }) => id)).toEqual(['7', '9', '8']);
    expect(text).toContain('nhắc lại, chưa ai nhận biết');
    expect(text).toContain('ĐÃ HẾT: Mất kết nối với CSDLQG.');
    expect(text).toContain('Kéo dài từ 28/11/2026 10:00 đến 28/11/2026 12:05 (2 giờ 5 phút)');
  });

  it('what began and ended before it could be said is both in one', () => {
    const passed = alertItem(incident({ closedAt: new Date('2026-11-28T04:00:00Z') }), {
      ...HERE,
      what: 'opened',
    });
    const { subject, text } = alertMessage([passed], TELLING);
    expect(subject).toContain('Đã hết');
    expect(text).toContain('ĐÃ XẢY RA VÀ ĐÃ HẾT');
  });
});

describe('the mail of the morning', () => {
  const facts = {
    classes: new Map([
      ['confirmed', 1_200],
      ['held', 3],
    ]),
    due: 14,
    late: 0,
    lateSoon: 12,
    overdue: 2,
    requestsOverdue: 0,
    requestsSoon: 6,
    open: [],
    closedLately: 1,
  };
  const day = { ...TELLING, now: new Date('2026-11-28T01:00:00Z') };

  it('says that there is nothing, too', () => {
    const { subject, text } = digestMessage(facts, day);
    expect(subject).toBe('[KNTC Tỉnh X] Bản tin 28/11/2026: không có sự cố');
    expect(text).toContain('- đã xác nhận trên CSDLQG: 1.200');
    expect(text).toContain('- tạm dừng, chờ ý kiến: dưới 5');
    expect(text).toContain('sẽ chậm trong ba ngày làm việc: 12');
  });

  it('names what is open and whether anybody knows of it', () => {
    const acknowledged = {
      by: 'lan',
      at: OPENED,
      until: new Date('2026-11-29T16:59:00Z'),
      note: '',
      count: 0,
    };
    const { subject, text } = digestMessage(
      { ...facts, open: [incident(), incident({ kind: 'lists-wait', acknowledged })] },
      day,
    );
    expect(subject).toContain('2 sự cố, 1 chưa ai nhận biết');
    expect(text).toContain('đã nhận biết đến 29/11/2026 23:59');
    expect(text).not.toContain('lan');
  });
});
