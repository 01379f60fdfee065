import type { AlertMessage, AlertSender } from '@kntc/domain';

export interface SenderUnderTest {
  readonly sender: AlertSender;
  /** What arrived, newest last: subject, text and what two arrivals of one message have in common. */
  readonly arrived: () => readonly { readonly subject: string; readonly text: string; readonly id: string }[];
  /** From now on whoever receives it does so. */
  readonly refuse: () => void;
  /** Nobody listens any more. */
  readonly takeAway: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const aMessage = (more: Partial<AlertMessage> = {}): AlertMessage => ({
  id: 'a1b2c3',
  subject:
    '[KNTC Tỉnh Bình Định] Khẩn cấp: Mất kết nối với CSDLQG. Mọi hồ sơ chờ gửi đều chờ, kể cả đơn khiếu nại',
  text: ['Mất kết nối với CSDLQG.', 'Mọi hồ sơ chờ.', '.dòng bắt đầu bằng dấu chấm', 'Xem trang Sự cố.'].join(
    '\n',
  ),
  severity: 'critical',
  items: [],
  ...more,
});

/** What every way to people keeps to. */
export function alertSenderContract(name: string, make: () => Promise<SenderUnderTest>): void {
  describe(`a way to people: ${name}`, () => {
    let under: SenderUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());

    it('brings subject and text, letter by letter', async () => {
      expect(await under.sender.send(aMessage())).toEqual({ kind: 'sent' });
      const { subject, text } = aMessage();
      expect(under.arrived()).toMatchObject([{ subject, text }]);
    });

    it('lets whoever gets a message twice see that it is one', async () => {
      for (const _time of [1, 2]) await under.sender.send(aMessage());
      await under.sender.send(aMessage({ id: 'another' }));
      const [first, second, third] = under.arrived().map(({ id }) => id);
      expect(second).toBe(first);
      expect(third).not.toBe(first);
    });

    it('says that it was refused, and does not throw', async () => {
      under.refuse();
      expect(await under.sender.send(aMessage())).toEqual({ kind: 'failed', why: 'refused' });
    });

    it('says that nobody is there, and sends again when somebody is', async () => {
      await under.takeAway();
      expect(await under.sender.send(aMessage())).toEqual({ kind: 'failed', why: 'unreachable' });
      await under.bringBack();
      expect(await under.sender.send(aMessage())).toEqual({ kind: 'sent' });
      expect(under.arrived()).toHaveLength(1);
    });
  });
}
