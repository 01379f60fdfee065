import type { IdentityPolicy } from '@kntc/domain';
import { Intake } from '@kntc/intake';
import type { IntakePorts, IntakeRules } from '@kntc/intake';
import { createMemoryDoorbell, MemoryLine } from '@kntc/queue';
import { aCodeBook, DEADLINES } from '../builders';
import { FakeClock } from './fake-clock';
import { fakeDigest } from './fake-digest';
import { FakeSource } from './fake-source';
import { InMemorySecretStore } from './in-memory-secret-store';
import { InMemoryIntakeStore } from './in-memory-intake-store';
import { InMemoryTables } from './in-memory-tables';
import { RecordingLogger, RecordingMeter } from './recording-logger';

/** Intake with everything around it in memory. */
export class IntakeBench {
  readonly clock = new FakeClock();
  readonly tables = new InMemoryTables(this.clock);
  readonly store = new InMemoryIntakeStore(this.tables);
  readonly secrets = new InMemorySecretStore();
  readonly source = new FakeSource();
  readonly logger = new RecordingLogger();
  readonly meter = new RecordingMeter();
  readonly rung: number[] = [];
  codeBook = aCodeBook();
  policy: IdentityPolicy | undefined = 'withheld';
  readonly intake: Intake;
  /** For another intake with the same surroundings. */
  readonly parts: { readonly ports: IntakePorts; readonly rules: IntakeRules };

  constructor() {
    const line = new MemoryLine();
    line.join((lanes) => this.rung.push(...lanes));
    const ports = {
      store: this.store,
      secrets: this.secrets,
      doorbell: createMemoryDoorbell(line),
      codeBook: () => this.codeBook,
      identityPolicy: () => this.policy,
      keyedDigest: fakeDigest,
      clock: this.clock,
      random: { next: () => 0.5 },
      logger: this.logger,
      meter: this.meter,
    };
    const rules = {
      provinceId: 'H507',
      referencePrefix: 'BDI',
      releasePoint: () => 'acceptance' as const,
      deadlines: DEADLINES,
      version: 'rules-1',
    };
    this.parts = { ports, rules };
    this.intake = new Intake(ports, rules);
    this.tables.registerSource('mini');
  }

  read(): ReturnType<Intake['readSource']> {
    return this.intake.readSource(this.source);
  }

  record(key: string, source = 'mini') {
    const row = this.tables.record(source, key);
    if (row === undefined) throw new Error(`${key} is unknown`);
    return row;
  }

  national(key: string, source = 'mini') {
    const { caseId } = this.record(key, source);
    const row = [...this.tables.rows.nationalRecords.values()].find((one) => one.caseId === caseId);
    if (row === undefined) throw new Error(`${key} has no national record`);
    return row;
  }
}
