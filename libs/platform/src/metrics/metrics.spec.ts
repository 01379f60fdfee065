import { createMetrics, type GatewayState } from './metrics';

const QUIET: GatewayState = {
  due: 0,
  inFlight: 0,
  unknown: 0,
  held: {},
  quarantined: {},
  oldestDueSeconds: 0,
  unaccounted: 0,
  sources: {},
};

describe('createMetrics', () => {
  it('shows the state and what stages reported', async () => {
    const metrics = createMetrics();
    metrics.show({
      ...QUIET,
      due: 4,
      held: { CORRECTION_NEEDS_DECISION: 2 },
      sources: { 'so-tnmt': { isPaused: true, gone: 3, unconfirmedGone: 400, isUncompared: true } },
    });
    metrics.meter.intake('accepted', 639);
    metrics.meter.step('CapNhatVuViec', 'confirmed', 0.2);
    metrics.unmaskRefused('cap-reached');
    const text = await metrics.text();
    expect(text).toContain('kntc_due 4\n');
    expect(text).toContain('kntc_held{code="CORRECTION_NEEDS_DECISION"} 2\n');
    expect(text).toContain('kntc_source_paused{source="so-tnmt"} 1\n');
    expect(text).toContain('kntc_gone{source="so-tnmt"} 3\n');
    expect(text).toContain('kntc_gone_unconfirmed{source="so-tnmt"} 400\n');
    expect(text).toContain('kntc_source_uncompared{source="so-tnmt"} 1\n');
    expect(text).toContain('kntc_unmask_refused_total{why="cap-reached"} 1\n');
    expect(text).toContain('kntc_intake_total{outcome="accepted"} 639\n');
    expect(text).toContain('kntc_step_seconds_count{step="CapNhatVuViec",outcome="confirmed"} 1\n');
  });

  it('shows an audit that does not fit to its witness, and a witness that is away', async () => {
    const metrics = createMetrics();
    expect(await metrics.text()).toContain('kntc_audit_broken 0\n');
    metrics.showAudit({ isBroken: true, isAway: false });
    expect(await metrics.text()).toContain('kntc_audit_broken 1\n');
    metrics.showAudit({ isBroken: false, isAway: true });
    expect(await metrics.text()).toMatch(/kntc_audit_broken 0\n[\s\S]*kntc_audit_witness_away 1\n/);
  });

  it('forgets codes that no longer hold anything', async () => {
    const metrics = createMetrics();
    metrics.show({ ...QUIET, held: { OLD: 1 } });
    metrics.show(QUIET);
    expect(await metrics.text()).not.toContain('OLD');
  });

  it('lets no free text become a label', async () => {
    const metrics = createMetrics();
    metrics.meter.intake('Nguyễn Văn A', 1);
    metrics.show({ ...QUIET, quarantined: { 'Trần B': 1, 'Lê C': 2 } });
    const text = await metrics.text();
    expect(text).not.toMatch(/Nguyễn|Trần|Lê/);
    expect(text).toContain('kntc_quarantined{code="other"} 3\n');
  });
});
