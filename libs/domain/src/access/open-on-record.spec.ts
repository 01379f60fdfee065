import { openOnRecord } from './open-on-record';

const done = { kind: 'done', value: 'the look' } as const;

describe('a look at something sealed', () => {
  it('is on record before anything is opened', async () => {
    const order: string[] = [];
    const record = async () => {
      order.push('recorded');
      return done;
    };
    const open = async (recorded: string) => {
      order.push(`opened for ${recorded}`);
      return 'the name';
    };
    expect(await openOnRecord({ record, open })).toEqual({ kind: 'done', value: 'the name' });
    expect(order).toEqual(['recorded', 'opened for the look']);
  });

  it.each([
    ['is refused', async () => ({ kind: 'refused', why: 'cap-reached' }) as const],
    [
      'cannot be recorded',
      async (): Promise<typeof done> => {
        throw new Error('disk full');
      },
    ],
  ])('opens nothing when it %s', async (_what, record) => {
    let isOpened = false;
    const open = async () => {
      isOpened = true;
    };
    await openOnRecord<string, void, { kind: 'refused' }>({ record, open }).catch(() => undefined);
    expect(isOpened).toBe(false);
  });
});
