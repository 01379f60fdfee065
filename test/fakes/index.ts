export { CountingIds } from './counting-ids';
export { DeliveryBench } from './delivery-bench';
export { FakeAlertSender } from './fake-alert-sender';
export { HookCatcher, type CaughtHook } from './hook-catcher';
export { SmtpCatcher, type CatcherHabit, type CaughtMail } from './smtp-catcher';
export { FakeClock, settled } from './fake-clock';
export { FakeCheckpointSigner } from './fake-checkpoint-signer';
export { FakeDigestSide } from './fake-digest-side';
export { fakeDigest } from './fake-digest';
export { FakeNationalProfile, type FarSideOptions } from './fake-national-profile';
export type { Behaviour, LedgerEntry } from './far-side-behaviour';
export { FakeSealBox } from './fake-seal-box';
export { FakeSource } from './fake-source';
export { FakeWitness } from './fake-witness';
export { InMemoryIntakeStore } from './in-memory-intake-store';
export { IntakeBench } from './intake-bench';
export { InMemoryLaneSession, InMemoryLaneStore } from './in-memory-lane-store';
export { InMemoryOutages } from './in-memory-outages';
export { KeysInMemory } from './keys-in-memory';
export {
  InMemoryTables,
  type AttemptRow,
  type NationalRecordRow,
  type OutboxRow,
  type SourceRecordRow,
} from './in-memory-tables';
export { sealedTheOldWay } from './sealed-the-old-way';
export { RecordingLogger, RecordingMeter, type LogLine } from './recording-logger';
export { RunsInMemory } from './runs-in-memory';
export { NOTHING, Shown } from './shown';
export { unzipped } from './unzipped';
export { InMemoryRestorations } from './in-memory-restorations';
