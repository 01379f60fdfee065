/** What is said of alerts and of whoever knows of them. */
const VI = {
  title: 'Cảnh báo',
  what: 'Việc không ổn mà cổng đã báo, mỗi nguyên nhân một dòng. Nhận biết thì cổng thôi nhắc tới hạn; hết thì báo «đã hết».',
  show: 'Cảnh báo',
  open: 'Chưa ai nhận biết',
  acknowledged: 'Đã nhận biết',
  closed: 'Đã hết',
  severity: 'Mức',
  critical: 'Khẩn cấp',
  serious: 'Nghiêm trọng',
  warning: 'Cảnh báo',
  text: 'Việc gì, làm gì',
  since: 'Từ lúc',
  state: 'Tình trạng',
  until: 'đến',
  by: 'bởi',
  told: 'Đã báo',
  toldNobody: 'chưa báo ai',
  nothing: 'Không có cảnh báo nào như vậy.',
  acknowledge: 'Nhận biết',
  acknowledgeWhat:
    'Cổng thôi nhắc và thôi báo cấp trên trong số giờ này; quá hạn mà vẫn còn thì báo lại từ đầu. Không đổi hồ sơ nào.',
  hours: 'Trong số giờ',
  hoursHint: 'Từ 1 đến 744 giờ (31 ngày).',
};

export type AlertWords = typeof VI;

const EN: AlertWords = {
  title: 'Alerts',
  what: 'What is wrong and people were told of, a line for each cause. Acknowledged, it is silent until then; over, people are told.',
  show: 'Alerts',
  open: 'Nobody knows yet',
  acknowledged: 'Acknowledged',
  closed: 'Over',
  severity: 'Severity',
  critical: 'Critical',
  serious: 'Serious',
  warning: 'Warning',
  text: 'What it is, what to do',
  since: 'Since',
  state: 'State',
  until: 'until',
  by: 'by',
  told: 'Told',
  toldNobody: 'nobody yet',
  nothing: 'No such alerts.',
  acknowledge: 'Acknowledge',
  acknowledgeWhat:
    'Nobody is reminded for so many hours; if it is still so then, everybody is told again. No case is changed.',
  hours: 'For so many hours',
  hoursHint: 'From 1 to 744 hours (31 days).',
};

export const ALERT_WORDS = { vi: VI, en: EN } as const;
