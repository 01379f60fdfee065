import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { GatewayError } from '@kntc/domain';
import { freePort } from '@kntc/platform';
import axios from 'axios';
import Redis from 'ioredis';
import { Client } from 'pg';
import { writeTestWorkbook } from '../../libs/sources/src/testing/a-workbook';
import type { Planted } from './canaries';
import { keep } from './children';
import { withoutDiacritics } from './encodings';
import { inboxOf } from './sheets';
import { memoryPiece } from './sinks';
import type { World } from './world';

/** A mistake somebody could make, made on purpose: the scan must see it where it shows. */
export interface Leak {
  readonly mistake: string;
  readonly sinks: readonly string[];
  readonly spring: (world: World, of: Planted) => Promise<void>;
}

const INSIDE: readonly Leak[] = [
  {
    mistake: 'a raw value in an allowed field of the log',
    sinks: ['logs of the gateway'],
    spring: async ({ road }, of) =>
      road.gateway.parts.logger.debug(
        { stage: 'intake', reason: JSON.stringify({ ho_ten: of.name('tên') }) },
        'read',
      ),
  },
  {
    mistake: 'a name in the detail of a hold',
    sinks: ['PostgreSQL: plain columns', 'admin API'],
    spring: async ({ road }, of) => {
      await road.own.query(
        `update outbox set state = 'held', hold_code = 'REJECTED', hold_detail = $1, held_at = clock_timestamp()
         where national_record_id = (select id from national_record order by id limit 1)`,
        [`Người tố cáo ${of.name('tên')} chưa có mã xã.`],
      );
    },
  },
  {
    mistake: 'a raw record as text in a scratch table of another schema, decomposed',
    sinks: ['PostgreSQL: plain columns'],
    spring: async ({ road }, of) => {
      await road.own.query('create schema scratch; create table scratch.raw (row jsonb)');
      await road.own.query('insert into scratch.raw values ($1)', [{ ten: of.name('tên').normalize('NFD') }]);
    },
  },
  {
    mistake: 'a digest without a key, to search by',
    sinks: ['PostgreSQL: plain columns'],
    spring: async ({ road }, of) => {
      await road.own.query("create table scratch_digest as select encode(sha256($1::bytea), 'hex') as so", [
        of.identityNumber('số'),
      ]);
    },
  },
  {
    mistake: 'a case that was stored without being sealed',
    sinks: ['PostgreSQL: sealed columns'],
    spring: async ({ road }, of) => {
      const plain = Buffer.from(JSON.stringify({ content: of.sentence('nội dung') }), 'utf16le');
      await road.own.query('create table scratch_case as select $1::bytea as secret', [plain]);
    },
  },
  {
    mistake: 'a log line of the server',
    sinks: ['PostgreSQL: server log'],
    spring: async ({ road }, of) =>
      void (await road.own.query(`do $$ begin raise log '%', '${of.name('tên').toUpperCase()}'; end $$`)),
  },
  {
    mistake: 'a number of somebody as the label of a metric',
    sinks: ['metrics'],
    spring: async ({ road }, of) =>
      road.gateway.parts.metrics.meter.step(of.identityNumber('số'), 'confirmed', 1),
  },
  {
    mistake: 'a file left in the data folder',
    sinks: ['files of the gateway'],
    spring: async ({ road }, of) =>
      writeFileSync(
        join(road.configDir, 'var', 'export.csv'),
        `1;${encodeURIComponent(of.address('địa chỉ'))}`,
      ),
  },
];

const PACKED: readonly Leak[] = [
  {
    mistake: 'a packed export left among the temporary files',
    sinks: ['temporary files'],
    spring: async ({ temporaryDir }, of) =>
      writeFileSync(join(temporaryDir, 'export.gz'), gzipSync(`1;${of.name('tên')};TC`)),
  },
  {
    mistake: 'a result workbook that repeats what was typed',
    sinks: ['result workbooks'],
    spring: async ({ road }, of) => {
      const path = join(inboxOf(road), 'so-thang-4.ket-qua.xlsx');
      await writeTestWorkbook(path, {
        name: 'Kết quả',
        rows: [
          ['Dòng', 'Giá trị'],
          [3, of.name('tên')],
        ],
      });
    },
  },
  {
    mistake: 'the author of a document that was sent along',
    sinks: ['far side: attachments and their metadata'],
    spring: (world, of) => {
      const properties = deflateSync(`<dc:creator>${of.name('tên')}</dc:creator>`);
      const pdf = Buffer.concat([Buffer.from('%PDF-1.4 stream\n'), properties, Buffer.from('endstream')]);
      const body = { Attachment: [{ TenFile: 'don.pdf', FileDinhKem: pdf.toString('base64') }] };
      return post(world, 'CapNhatVuViec', JSON.stringify(body));
    },
  },
];

const AROUND: readonly Leak[] = [
  {
    mistake: 'whoever denounces in a workbook to be typed in',
    sinks: ['workbooks to be typed in'],
    spring: async ({ workbooks }, of) =>
      void workbooks.push({ where: 'careless workbook', bytes: Buffer.from(`<t>${of.name('tên')}</t>`) }),
  },
  {
    mistake: 'an export that holds somebody else of the case',
    sinks: ['exports'],
    spring: async ({ exports }, of) => {
      const bytes = Buffer.from(`<td>${of.name('tên').replace('Thị', '&nbsp;')}</td>`);
      exports.push({ where: 'careless export ', bytes, ownerOf: 'KN-FULL' });
    },
  },
  {
    mistake: 'a name in the error of a job',
    sinks: ['queue: names, data and errors of jobs'],
    spring: async ({ road }, of) => {
      await road.own.query('create table bullmq.scratch as select $1::text as failed_reason', [
        `cannot send ${of.name('tên')}`,
      ]);
    },
  },
  {
    mistake: 'a name in the reason of a decision',
    // The auditor reads reasons over the API.
    sinks: ['audit entries', 'admin API'],
    spring: async ({ road }, of) => {
      await road.own.query(
        `insert into audit_entry (seq, hash, at, agency_id, actor, action, target, reason, result)
         select max(seq) + 1, '', clock_timestamp(), 'MINI', 'a', 'b', 'c', $1, 'd' from audit_entry`,
        [`theo lời ${of.name('tên')}`],
      );
    },
  },
  {
    mistake: 'a number somebody looks for on a command line',
    sinks: ['environment and command line of processes'],
    spring: async ({ children }, of) => {
      const program = 'process.stdout.write("looking"); setTimeout(() => undefined, 1_000)';
      const child = keep('careless search', ['-e', program, of.identityNumber('số')]);
      children.push(child);
      await child.ended;
    },
  },
  {
    mistake: 'a name that a process keeps in mind',
    sinks: ['memory of the admin API process'],
    spring: async ({ children, heaps, temporaryDir }, of) => {
      const path = join(temporaryDir, 'careless.heapsnapshot');
      // Written backwards, so that it stands in its memory and not on its command line.
      const backwards = JSON.stringify(Array.from(of.name('tên')).toReversed().join(''));
      const program = `globalThis.mind = Array.from(${backwards}).reverse().join(''); require('node:v8').writeHeapSnapshot(${JSON.stringify(path)})`;
      const child = keep('careless process', ['-e', program]);
      children.push(child);
      await child.ended;
      heaps.push(memoryPiece('careless process', path));
      rmSync(path);
    },
  },
];

const OUTSIDE: readonly Leak[] = [
  {
    mistake: 'the identity inside the body of an update',
    sinks: ['far side: updates', 'far side: attachments and their metadata'],
    spring: (world, of) =>
      post(world, 'CapNhatVuViec', JSON.stringify({ FileDinhKem: base64(` ${of.name('tên')}`) })),
  },
  {
    mistake: 'a look-up by name',
    sinks: ['far side: look-ups'],
    spring: (world, of) =>
      post(world, 'TraThongTinDon', `TenNguoiKhieuNai=${encodeURIComponent(of.name('tên'))}`),
  },
  {
    mistake: 'an own error that names somebody',
    sinks: ['error objects'],
    spring: async ({ thrown }, of) => void thrown.set('leak', new GatewayError('GW_T301', of.name('tên'))),
  },
  {
    mistake: 'an error of axios that gets out',
    sinks: ['error objects'],
    spring: async ({ thrown }, of) => {
      const url = `http://127.0.0.1:${await freePort()}/`;
      await axios.post(url, { HoTen: of.name('tên') }).catch((err: unknown) => thrown.set('axios', err));
    },
  },
  {
    mistake: 'a name on the standard error of a process',
    sinks: ['output of processes', 'environment and command line of processes'],
    spring: async ({ children }, of) => {
      const text = withoutDiacritics(of.name('tên')).toLowerCase();
      const child = keep('careless', [
        '-e',
        `process.stderr.write(${JSON.stringify(text)}); setTimeout(() => undefined, 1_000)`,
      ]);
      children.push(child);
      await child.ended;
    },
  },
];

const IN_REDIS: Leak = {
  mistake: 'a name in a job',
  sinks: ['Redis: keys and values', 'Redis: commands'],
  spring: async ({ redis }, of) => {
    const client = new Redis(redis?.url ?? '', { lazyConnect: true });
    await client.connect();
    await client.hset('kntc:job', 'data', JSON.stringify({ ten: of.name('tên') }));
    client.disconnect();
  },
};

/** Every leak that this machine has a sink for. */
export function leaksOf(world: World): readonly Leak[] {
  const scanned = new Set(world.sinks().map((sink) => sink.name));
  return [...INSIDE, ...PACKED, ...AROUND, ...OUTSIDE, IN_REDIS].filter(({ sinks }) =>
    sinks.some((name) => scanned.has(name)),
  );
}

/** Makes all mistakes, each with a value of its own, and looks again. */
export async function springLeaks(world: World, leaks: readonly Leak[]): Promise<void> {
  for (const leak of leaks) await leak.spring(world, world.aviary.petition(leak.mistake, 'denouncer'));
  const careless = new Client({ connectionString: world.road.databaseUrl });
  await careless.connect();
  const name = world.aviary.petition(STATEMENT, 'denouncer').name('tên');
  await careless.query(`select '${name}'`);
  await world.look('leaks');
  await careless.end();
}

export const STATEMENT = 'a value inside the text of a statement';

async function post({ road }: World, method: string, body: string): Promise<void> {
  await (await fetch(`${road.nationalUrl}/${method}`, { method: 'POST', body })).arrayBuffer();
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
