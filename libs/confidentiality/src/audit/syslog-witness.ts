import type { KeyObject } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import { GatewayError, type AuditWitness, type ChainHead } from '@kntc/domain';
import { signedLine, type SaidByLine } from './witness-line';
import { codeOf, unusable, WitnessText } from './witness-text';

/** Facility 13 (log audit), severity 5 (notice). */
const PRIORITY = 13 * 8 + 5;
const DEADLINE_MS = 5_000;
const MARK = 'kntc-audit';

export interface SyslogPlace {
  readonly transport: 'tcp' | 'tls' | 'udp';
  readonly host: string;
  readonly port: number;
  /** Stands in every message, so that several gateways can share a log. */
  readonly database: string;
  /** What the log server wrote, where it can be read from here; otherwise nothing is read back. */
  readonly logFile?: string | undefined;
}

/**
 * {@link AuditWitness} that tells a log server (RFC 5424; octet counting of RFC 6587 over TCP and TLS). It cannot be
 * asked: what it was told is checked with the log file it wrote, by `kntc audit verify --witness-log`. Over UDP nobody
 * says that a message arrived: a gap in the log is then no proof of anything.
 */
export class SyslogWitness implements AuditWitness {
  readonly place: string;
  readonly isReadable: boolean;
  readonly #signer: KeyObject;

  constructor(
    private readonly to: SyslogPlace,
    signer: KeyObject,
  ) {
    this.place = `syslog+${to.transport}://${to.host}:${to.port}`;
    this.isReadable = to.logFile !== undefined;
    this.#signer = signer;
  }

  async ready(): Promise<void> {
    if (this.to.transport !== 'udp') await this.#send(undefined);
  }

  remember(head: ChainHead, at: string): Promise<void> {
    return this.#tell({ seq: head.seq, hash: head.hash, at });
  }

  restart(head: ChainHead, agreed: number, at: string): Promise<void> {
    return this.#tell({ seq: head.seq, hash: head.hash, at, restart: agreed });
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    return (await this.#read()).heads.hashes;
  }

  async newest(): Promise<ChainHead | undefined> {
    return (await this.#read()).heads.newest;
  }

  #tell(said: SaidByLine): Promise<void> {
    const line = JSON.stringify(signedLine(said, this.#signer));
    return this.#send(
      `<${PRIORITY}>1 ${said.at} - kntc-gateway - ${MARK} - ${MARK} ${this.to.database} ${line}`,
    );
  }

  async #send(message: string | undefined): Promise<void> {
    try {
      if (this.to.transport === 'udp') await sendDatagram(this.to, message ?? '');
      else await sendStream(this.to, message);
    } catch (err) {
      throw unusable(`${this.place} cannot be told (${codeOf(err)})`);
    }
  }

  /** The log is shared with others and a log server puts its own words before ours: only what is marked is looked at. */
  async #read(): Promise<WitnessText> {
    const { logFile, database } = this.to;
    const text = new WitnessText(logFile ?? this.place, this.#signer);
    if (logFile === undefined) return text;
    const mark = `${MARK} ${database} `;
    try {
      for await (const line of createInterface({ input: createReadStream(logFile), crlfDelay: Infinity })) {
        const at = line.indexOf(mark);
        text.take(at === -1 ? '' : line.slice(at + mark.length));
      }
    } catch (err) {
      throw err instanceof GatewayError ? err : unusable(`${logFile} cannot be read (${codeOf(err)})`);
    }
    return text;
  }
}

async function sendStream(
  { transport, host, port }: SyslogPlace,
  message: string | undefined,
): Promise<void> {
  const socket: Socket = transport === 'tls' ? connectTls({ host, port }) : connectTcp({ host, port });
  socket.setTimeout(DEADLINE_MS, () =>
    socket.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })),
  );
  try {
    await once(socket, transport === 'tls' ? 'secureConnect' : 'connect');
    // Half-closed and read to the end: a reset while the message is on its way is then seen, not lost.
    socket.resume();
    socket.end(message === undefined ? '' : `${Buffer.byteLength(message)} ${message}`);
    await once(socket, 'close');
  } finally {
    socket.destroy();
  }
}

async function sendDatagram({ host, port }: SyslogPlace, message: string): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) =>
      socket.send(message, port, host, (err) => (err === null ? resolve() : reject(err))),
    );
  } finally {
    socket.close();
  }
}
