import { GatewayError, type ChainStanding } from '@kntc/domain';
import { FakeClock, RecordingLogger } from '../../../../test/fakes';
import { AuditGuard } from './audit-guard';

const WHOLE: ChainStanding = { kind: 'whole', last: 7 };
const BEHIND: ChainStanding = { kind: 'behind', last: 3, witnessed: 7 };
const AWAY = new GatewayError('GW_T304', 'away');

class AskedAudit {
  asked = 0;
  answer: ChainStanding | GatewayError = WHOLE;

  async check(): Promise<ChainStanding> {
    this.asked += 1;
    if (this.answer instanceof GatewayError) throw this.answer;
    return this.answer;
  }
}

describe('the guard of the audit', () => {
  let audit: AskedAudit;
  let clock: FakeClock;
  let logger: RecordingLogger;
  let shown: unknown;
  let guard: AuditGuard;
  beforeEach(() => {
    [audit, clock, logger] = [new AskedAudit(), new FakeClock(), new RecordingLogger()];
    guard = new AuditGuard([{ check: async () => WHOLE }, audit], {
      clock,
      logger,
      metrics: { showAudit: (state) => void (shown = state) },
    });
  });

  it('looks at every chain: one that went back in time is enough', async () => {
    const behind = { check: async () => BEHIND };
    const metrics = { showAudit: () => undefined };
    for (const chains of [
      [audit, behind],
      [behind, audit],
    ]) {
      const one = new AuditGuard(chains, { clock, logger, metrics });
      await one.look();
      expect(one.isBroken).toBe(true);
    }
  });

  const after = async (minutes: number): Promise<void> => {
    await clock.advance(minutes * 60_000);
    await guard.look();
  };

  it('asks at once and then every hour while all is well', async () => {
    for (const minutes of [0, 1, 58]) await after(minutes);
    expect(audit.asked).toBe(1);
    await after(1);
    expect(audit.asked).toBe(2);
    expect(shown).toEqual({ isBroken: false, isAway: false });
    expect(logger.lines).toEqual([]);
  });

  it.each([[BEHIND], [{ kind: 'other-history', last: 9, witnessed: 7 } as const]])(
    'bars delivery when it finds %j, says so, and asks every minute until it is decided',
    async (standing) => {
      audit.answer = standing;
      await after(0);
      expect(guard.isBroken).toBe(true);
      expect(shown).toEqual({ isBroken: true, isAway: false });
      expect(logger.lines).toMatchObject([{ level: 'error', fields: { code: 'GW_T309' } }]);
      audit.answer = WHOLE;
      await after(1);
      expect(guard.isBroken).toBe(false);
      expect(shown).toEqual({ isBroken: false, isAway: false });
    },
  );

  it('bars nothing when the witness is away, says so, and asks every minute', async () => {
    audit.answer = AWAY;
    await after(0);
    expect(guard.isBroken).toBe(false);
    expect(shown).toEqual({ isBroken: false, isAway: true });
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { code: 'GW_T304' } }]);
    await after(1);
    expect(audit.asked).toBe(2);
  });

  it('does not take a witness that went away for a decision', async () => {
    audit.answer = BEHIND;
    await after(0);
    audit.answer = AWAY;
    await after(1);
    expect(guard.isBroken).toBe(true);
    expect(shown).toEqual({ isBroken: true, isAway: true });
  });

  it('bars nothing where nothing is witnessed yet', async () => {
    audit.answer = { kind: 'unwitnessed', last: 0 };
    await after(0);
    expect(guard.isBroken).toBe(false);
  });
});
