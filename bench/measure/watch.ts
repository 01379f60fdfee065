import { cpuMs, machineBusyMs, residentBytes, treeCpuMs } from './processes';

const EVERY_MS = 100;
const MB = 1024 * 1024;

export interface Watched {
  /** The process that does the work. */
  readonly worker: number;
  /** The other two of the picture. */
  readonly simulator: number;
  readonly postgres: number;
  /** Where a queue lives in it. */
  readonly redis?: number | undefined;
}

/** What a stretch of work cost. CPU in milliseconds over all cores. */
export interface Usage {
  readonly seconds: number;
  readonly workerCpuMs: number;
  readonly postgresCpuMs: number;
  readonly simulatorCpuMs: number;
  readonly redisCpuMs: number;
  /** Mean number of cores that programs outside the bench kept busy (the kernel's own threads count as outside). */
  readonly foreignCores: number;
  readonly peakRssMb: number;
  /** Resident memory after 1/4, 2/4, 3/4 and all of the time: growth shows here. */
  readonly quarterRssMb: readonly number[];
  readonly simulatorPeakRssMb: number;
}

interface Mark {
  readonly atMs: number;
  readonly worker: number;
  readonly postgres: number;
  readonly simulator: number;
  readonly redis: number;
  readonly self: number;
  readonly machine: number;
}

/** Watches processes from now until {@link Watch.end}. The worker's CPU counts from its very start. */
export class Watch {
  readonly #begin: Mark;
  readonly #rss: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #simulatorPeak = 0;

  constructor(private readonly watched: Watched) {
    this.#begin = { ...this.#mark(), worker: 0 };
    this.#timer = setInterval(() => this.#sample(), EVERY_MS);
  }

  /** Call while the worker still lives. */
  end(): Usage {
    clearInterval(this.#timer);
    this.#sample();
    const now = this.#mark();
    const spent = (key: keyof Mark): number => now[key] - this.#begin[key];
    const own = spent('worker') + spent('postgres') + spent('simulator') + spent('redis') + spent('self');
    return {
      seconds: spent('atMs') / 1000,
      workerCpuMs: spent('worker'),
      postgresCpuMs: spent('postgres'),
      simulatorCpuMs: spent('simulator'),
      redisCpuMs: spent('redis'),
      foreignCores: Math.max(0, spent('machine') - own) / Math.max(1, spent('atMs')),
      peakRssMb: Math.round(this.#rss.reduce((a, b) => Math.max(a, b), 0) / MB),
      quarterRssMb: [1, 2, 3, 4].map((quarter) => this.#rssAfter(quarter / 4)),
      simulatorPeakRssMb: Math.round(this.#simulatorPeak / MB),
    };
  }

  #rssAfter(part: number): number {
    const at = Math.max(0, Math.ceil(this.#rss.length * part) - 1);
    return Math.round((this.#rss[at] ?? 0) / MB);
  }

  #sample(): void {
    this.#rss.push(residentBytes(this.watched.worker));
    this.#simulatorPeak = Math.max(this.#simulatorPeak, residentBytes(this.watched.simulator));
  }

  #mark(): Mark {
    return {
      atMs: performance.now(),
      worker: cpuMs(this.watched.worker),
      postgres: treeCpuMs(this.watched.postgres),
      simulator: cpuMs(this.watched.simulator),
      redis: this.watched.redis === undefined ? 0 : cpuMs(this.watched.redis),
      self: cpuMs(process.pid),
      machine: machineBusyMs(),
    };
  }
}
