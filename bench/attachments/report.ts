import { QUIET_CORES } from '../measure/quiet';
import type { Usage } from '../measure/watch';

/** Target of issue 3: memory does not follow the size of the files. */
const RSS_MB = 400;

export interface UploadRun {
  /** From the first request's arrival at the far side to its last answer. */
  readonly seconds: number;
  /** Reading, hashing, recording and account included, start-up not. */
  readonly wholeSeconds: number;
  readonly mostAtOnce: number;
  readonly usage: Usage;
}

export interface AttachmentResult {
  readonly machine: string;
  readonly files: number;
  readonly sizeMb: number;
  readonly atOnce: number;
  readonly intake: { readonly seconds: number; readonly usage: Usage };
  readonly gateway: UploadRun;
  readonly plain: UploadRun;
  /** Everything that is not as it must be. */
  readonly wrong: readonly string[];
}

export function isOnTarget(result: AttachmentResult): boolean {
  return result.wrong.length === 0 && peakMb(result) <= RSS_MB;
}

/** Of both roles: intake reads the same files for their hashes. */
function peakMb({ gateway, intake }: AttachmentResult): number {
  return Math.max(gateway.usage.peakRssMb, intake.usage.peakRssMb);
}

export function report(result: AttachmentResult, words: readonly string[]): string {
  const { files, sizeMb, atOnce, gateway, plain, intake, wrong } = result;
  const totalMb = files * sizeMb;
  const row = (name: string, of: (run: UploadRun) => string): string =>
    name.padEnd(38) + of(plain).padStart(14) + of(gateway).padStart(14);
  const rate = (seconds: number): string => (totalMb / seconds).toFixed(1);
  const cpu = (ms: number): string => (ms / totalMb).toFixed(1);
  const lines = [
    '',
    result.machine,
    `npm run bench -- attachments ${words.join(' ')}`.trimEnd(),
    `${files} petitions with a file of ${sizeMb} MB each, ${atOnce} requests at once; ${totalMb} MB of files, a third more as base64`,
    '',
    `${''.padEnd(38)}${'plain upload'.padStart(14)}${'gateway'.padStart(14)}`,
    row('MB/s, first request to last answer', ({ seconds }) => rate(seconds)),
    row('MB/s, whole run', ({ wholeSeconds }) => rate(wholeSeconds)),
    row('most requests at the same moment', ({ mostAtOnce }) => String(mostAtOnce)),
    row('peak RSS, MB', ({ usage }) => String(usage.peakRssMb)),
    row('CPU-ms a MB: process', ({ usage }) => cpu(usage.workerCpuMs)),
    row('CPU-ms a MB: simulator', ({ usage }) => cpu(usage.simulatorCpuMs)),
    row('foreign load, cores', ({ usage }) => usage.foreignCores.toFixed(2)),
    '',
    `intake, every file read once for its hash: ${rate(intake.seconds)} MB/s, peak ${intake.usage.peakRssMb} MB, foreign load ${intake.usage.foreignCores.toFixed(2)}`,
    `memory at each quarter of the time: delivery ${gateway.usage.quarterRssMb.join('/')} MB, plain upload ${plain.usage.quarterRssMb.join('/')} MB; simulator peak ${gateway.usage.simulatorPeakRssMb} MB`,
    'plain upload: each file whole in memory, base64 in one JSON text, axios; the very bodies the gateway sent, byte for byte',
    'the simulator takes a body whole, parses and stores it, one after the other: it sets the pace of both',
    '',
    ...(Math.max(gateway.usage.foreignCores, plain.usage.foreignCores) < QUIET_CORES
      ? []
      : ['! other programs worked meanwhile: rates say little; see --wait']),
    `${peakMb(result) <= RSS_MB ? '✓' : '✗'} peak RSS ≤ ${RSS_MB} MB: ${peakMb(result)}`,
    wrong.length === 0
      ? `✓ ledger: ${files} files arrived once each, whole (SHA-256 of every one)`
      : `✗ ledger: ${wrong.length} problems: ${wrong.slice(0, 5).join('; ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
