import { RecordingLogger } from '../../../../test/fakes';
import { MappingWatch } from './mapping-watch';

const SINCE = new Date('2026-11-26T08:00:00Z');

describe('which sources a process may read', () => {
  let logger: RecordingLogger;
  let inUse: Map<string, string>;
  let waits: { id: string; mappingVersion: string; since: Date }[];
  let watch: MappingWatch;
  beforeEach(() => {
    logger = new RecordingLogger();
    inUse = new Map([
      ['a', 'version-1'],
      ['b', 'version-1'],
    ]);
    waits = [];
    watch = new MappingWatch({
      sources: [
        { id: 'a', mappingVersion: 'version-1' },
        { id: 'b', mappingVersion: 'version-2' },
      ],
      inUse: async () => inUse,
      waiting: async () => waits,
      logger,
    });
  });

  it('are those whose mapping in use is the one it started with', async () => {
    await watch.look();
    expect([watch.isHeld('a'), watch.isHeld('b')]).toEqual([false, true]);
    inUse.set('b', 'version-2');
    await watch.look();
    expect(watch.isHeld('b')).toBe(false);
    expect(logger.messages('info')).toEqual(['mapping in use: the source is read']);
  });

  it('of one that waits it says once why, since when and what ends it', async () => {
    waits.push({ id: 'b', mappingVersion: 'version-2', since: SINCE });
    await watch.look();
    await watch.look();
    expect(logger.messages('warn')).toEqual([
      expect.stringMatching(/hai bên duyệt.*accept-mapping.*Chờ từ 2026-11-26T08:00:00.000Z/),
    ]);
  });

  it('of one that got another mapping after it started it says that it must be started again', async () => {
    await watch.look();
    inUse.set('a', 'version-3');
    await watch.look();
    expect(watch.isHeld('a')).toBe(true);
    expect(logger.messages('warn').at(-1)).toContain('Khởi động lại cổng');
  });
});
