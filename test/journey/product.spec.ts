import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { parse } from 'yaml';
import { referenceFor } from '../../tools/demo-province/check-ledger/reference';
import { startFarSide, type FarSide } from './far-side';
import { Product, until, type Summary } from './product';
import { differences } from './product-differences';

jest.setTimeout(360_000);

/** A minute is what is promised, on a machine that has nothing else to do; two cores that run all tests have. */
const SEEN_WITHIN_MS = 180_000;

describe('npm start -- --once --json', () => {
  let far: FarSide;
  let product: Product;
  let first: Summary;
  beforeAll(async () => {
    far = await startFarSide();
    product = new Product({ NATIONAL_BASE_URL: far.baseUrl });
  });
  afterAll(async () => {
    await product.dispose();
    await far.stop();
  });

  it('brings the 639 petitions of the province into the national database and accounts for every row', async () => {
    const { code, summary } = await product.once();
    first = summary;
    expect(code).toBe(0);
    expect(summary).toMatchObject({
      confirmed: 639,
      unknown: 0,
      unaccounted: 0,
      byType: { KN: 280, TC: 42, KNPA: 317 },
    });
    const sum =
      summary.confirmed +
      summary.waiting +
      summary.quarantined +
      summary.held +
      summary.unknown +
      summary.outOfScope;
    expect(summary.read).toBe(sum + summary.unaccounted);
    expect(summary.steps['CapNhatKQXuLy']).toBeGreaterThanOrEqual(500);
    expect(summary.steps['CapNhatGiaiQuyet']).toBeGreaterThanOrEqual(300);
    expect(summary.steps['CapNhatKQGiaiQuyet']).toBeGreaterThanOrEqual(200);
    expect(summary.steps['CapNhatThiHanh']).toBeGreaterThanOrEqual(80);
  });

  it('leaves in the ledger exactly what the local records say, field by field', async () => {
    expect(await differences(product, far, first)).toEqual([]);
  });

  it('sends nothing the second time', async () => {
    const before = (await far.ledger()).length;
    const { code, summary } = await product.once();
    expect(code).toBe(0);
    expect({ ...summary, durationMs: 0 }).toEqual({ ...first, durationMs: 0 });
    expect((await far.ledger()).length).toBe(before);
  });

  it('shows a record whose outbox row was deleted as unaccounted and says it has not converged', async () => {
    await product.withDatabase(async (urlOf) => {
      const admin = new Client({ connectionString: urlOf('postgres') });
      await admin.connect();
      const { rows } = await admin.query<{ datname: string }>(
        "select datname from pg_database where datname like 'kntc\\_%'",
      );
      await admin.end();
      const client = new Client({ connectionString: urlOf(rows[0]?.datname ?? '') });
      await client.connect();
      await client.query(
        'delete from outbox where national_record_id = (select national_record_id from outbox limit 1)',
      );
      await client.end();
    });
    const { code, summary } = await product.once();
    expect(summary.unaccounted).toBe(1);
    expect(code).toBe(1);
  });
});

describe('npm start, left running', () => {
  let far: FarSide;
  let product: Product;
  beforeAll(async () => {
    far = await startFarSide();
    product = new Product({ NATIONAL_BASE_URL: far.baseUrl });
  });
  afterAll(async () => {
    await product.dispose();
    await far.stop();
  });

  it('sees new and edited rows through a restart of PostgreSQL, and ends within ten seconds', async () => {
    await product.start();
    const demo = new Client({ connectionString: product.note().demoUrl });
    demo.on('error', () => undefined);
    await demo.connect();
    const { rows } = await demo.query<{ so_ho_so: string }>(
      `select d.so_ho_so from donthu.don d join donthu.xu_ly_don x on x.don_id = d.id left join donthu.thu_ly t on t.don_id = d.id
       where d.loai_don = '1' and t.don_id is null and x.huong_xu_ly = (
         select x2.huong_xu_ly from donthu.thu_ly t2 join donthu.xu_ly_don x2 on x2.don_id = t2.don_id limit 1)
       order by d.id limit 1`,
    );
    const edited = rows[0]?.so_ho_so ?? '';
    const inserted = 'THU-NGHIEM-0001';
    await insertPetition(demo, inserted);
    await demo.query(
      `insert into donthu.thu_ly (don_id, ngay_thu_ly, han_giai_quyet, ma_cq_thu_ly, sua_luc)
       select d.id, x.ngay_xu_ly, x.ngay_xu_ly + 45, x.ma_cq_xu_ly, now() from donthu.don d join donthu.xu_ly_don x on x.don_id = d.id
       where d.so_ho_so = $1`,
      [edited],
    );
    const changedAt = performance.now();
    restartPostgres(product);
    await until(
      async () => (await has(far, inserted, 'CapNhatVuViec')) && (await has(far, edited, 'CapNhatGiaiQuyet')),
      SEEN_WITHIN_MS,
      'both changes stand in the ledger',
    );
    process.stdout.write(
      `both changes stood in the ledger after ${Math.round(performance.now() - changedAt)} ms\n`,
    );
    await demo.end().catch(() => undefined);
    expect(await product.stop()).toBeLessThan(10_000);
    expect(product.processes()).toEqual([]);
  });
});

async function insertPetition(demo: Client, key: string): Promise<void> {
  await demo.query(
    `with sample as (select d.* from donthu.don d join donthu.xu_ly_don x on x.don_id = d.id where d.loai_don = '3' and d.loai_chu_don = '1'
       and d.ma_cq_chuyen is null and d.do_mat = 'T' order by d.id limit 1),
     don as (insert into donthu.don (id, so_ho_so, so_don, loai_don, ma_cq_nhan, ngay_nhan, ma_nguon, noi_dung, nac_danh, mao_danh, loai_chu_don, so_nguoi, do_mat, pham_vi)
       select 900001, $1, 'TN-1', '3', ma_cq_nhan, ngay_nhan, ma_nguon, 'Đề nghị sửa đèn đường trước nhà văn hoá thôn Tân Lập vừa hỏng tuần này.',
         nac_danh, mao_danh, loai_chu_don, '1', do_mat, pham_vi from sample returning id),
     linh_vuc as (insert into donthu.don_linh_vuc (don_id, thu_tu, ma_linh_vuc)
       select 900001, 1, ma_linh_vuc from donthu.don_linh_vuc l join sample on sample.id = l.don_id where l.thu_tu = 1)
     insert into donthu.nguoi_lien_quan (id, don_id, vai_tro, thu_tu, ho_ten, ma_tinh)
       select 900001, 900001, vai_tro, 1, 'Trương Thị Kiểm Thử', ma_tinh from donthu.nguoi_lien_quan n
       join sample on sample.id = n.don_id where n.vai_tro = 'CHU_DON' and n.thu_tu = 1`,
    [key],
  );
}

/** As `pg_ctl restart -m immediate` would: the server dies without a word and comes back. */
function restartPostgres(product: Product): void {
  const file = readFileSync(`${product.dataDir}/postgres/cluster/postmaster.pid`, 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGQUIT');
}

async function has(far: FarSide, key: string, method: string): Promise<boolean> {
  const references = referencesOf(key);
  const entries = await far.ledger();
  return entries.some(
    (entry) =>
      entry.method === method && references.has(entry.reference ?? '') && entry.decision !== 'refused',
  );
}

/** What the far side may call this petition: its reference at any receiving agency. */
function referencesOf(key: string): ReadonlySet<string> {
  const agencies = (parse(readFileSync('config/agencies.yaml', 'utf8')) as { agencies: { id: string }[] })
    .agencies;
  return new Set(
    agencies.map(({ id }) =>
      referenceFor({ prefix: 'BDI', province: 'BDI', source: 'demo-province', key, agencyId: id }),
    ),
  );
}
