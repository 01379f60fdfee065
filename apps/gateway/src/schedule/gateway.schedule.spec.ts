import type { Gateway } from '../composition/gateway';
import { IntakeSchedule } from './gateway.schedule';

/** A gateway of which a schedule sees the little it asks for; its polls end when told to. */
function aGateway() {
  const ends: (() => void)[] = [];
  const gateway = {
    isPollDue: false,
    pollSources: () => new Promise<void>((resolve) => void ends.push(resolve)),
  };
  return { gateway, ends, schedule: new IntakeSchedule(gateway as unknown as Gateway) };
}

describe('a source that is to be looked at more often than twice a second', () => {
  it('is read between two looks, and only when its own time has come', () => {
    const { gateway, ends, schedule } = aGateway();
    void schedule.pollOften();
    expect(ends).toHaveLength(0);
    gateway.isPollDue = true;
    void schedule.pollOften();
    expect(ends).toHaveLength(1);
  });

  it('is not asked for again while the look before has not ended, whatever it ended with', async () => {
    const { gateway, ends, schedule } = aGateway();
    gateway.isPollDue = true;
    const first = schedule.pollOften();
    void schedule.pollOften();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    gateway.pollSources = () => Promise.reject(new Error('the database is away'));
    await schedule.pollOften();
    gateway.pollSources = () => new Promise<void>((resolve) => void ends.push(resolve));
    void schedule.pollOften();
    expect(ends).toHaveLength(2);
  });

  it('does not keep others from the look twice a second, which hears bells', () => {
    const { gateway, ends, schedule } = aGateway();
    gateway.isPollDue = true;
    void schedule.pollOften();
    void schedule.poll();
    expect(ends).toHaveLength(2);
  });
});
