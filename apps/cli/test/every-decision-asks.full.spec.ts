import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { DECIDED_BY, decidingCommands, sayWhoMay } from '../src/decisions';
import { buildProgram } from '../src/program';
import { Shell } from '../src/shell';
import { editFile } from '../../../test/journey/mini-road';
import { aCorrection } from '../../../test/access/a-correction';
import { aBatch, batchSamples } from '../../../test/access/a-batch';
import { aProposal } from '../../../test/access/a-proposal';
import { decisionSamples, PAIRS_ON_RECORD } from './decision-samples';
import { peopleSamples } from './people-samples';
import { formSamples } from './form-samples';
import { ProvinceStaff } from './province-staff';
import { kntcReading, parsed, variablesOf } from './kntc';

const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const NOBODY = '00000000-0000-4000-8000-000000000000';
const DOCUMENT = ['--document-no', '2/QĐ'];
const POLICY = [
  '--policy',
  'transmitted',
  ...DOCUMENT,
  '--document-date',
  '2026-02-01',
  '--signatory',
  'Chủ tịch',
];
const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước'];
const ASKS = 'họ tên: Đặng Thị Lan\nsố giấy tờ: 052190001234\n';

jest.setTimeout(240_000);

const program = (): Command =>
  buildProgram(new Shell({ variables: {}, out: () => undefined, err: () => undefined }));

describe('a command that names people', () => {
  it('says what they decide, in one table that the program reads', () => {
    expect([...decidingCommands(program()).keys()].toSorted()).toEqual(Object.keys(DECIDED_BY).toSorted());
  });

  it('does not start without an entry there', () => {
    const kntc = new Command('kntc');
    kntc.command('keys').command('steal').requiredOption('--actor <tên>');
    expect(() => sayWhoMay(kntc)).toThrow('«kntc keys steal»');
  });
});

describe('every command that names people, once accounts decide', () => {
  let staff: ProvinceStaff;
  let denunciation: string;
  let rendition: string;
  let request: string;
  let inquiry: string;
  let mapping: string;
  let settings: string;
  let proposal: string;
  let more: Awaited<ReturnType<typeof decisionSamples>>;
  let people: Awaited<ReturnType<typeof peopleSamples>>;
  let correction: string;
  let batch: string;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.road.petition('TC-1', DENUNCIATION);
    await staff.road.converge();
    denunciation = (await staff.road.standing('TC-1')).reference ?? '';
    proposal = await aProposal(staff.road, 'ttt');
    more = await decisionSamples(staff);
    people = await peopleSamples(staff.road.configDir);
    correction = await aCorrection(staff.road);
    batch = await aBatch(staff.road);
    await staff.applyPreset();
    await staff.linkHead();
    const text = staff.file('da-che.txt', 'Nội dung đã che.');
    const offer = ['propose', denunciation, '--field', 'content', '--file', text];
    const proposed = await staff.cli('renditions', ...offer, '--actor', 'thanh.tra', '--json');
    rendition = (parsed(proposed) as { id: string }).id;
    await staff.cli('policy', 'record', ...POLICY, '--recorded-by', 'cntt');
    const words = [
      'subject',
      'export',
      ...PAPER,
      ...CHECKED,
      '--denunciations',
      '--actor',
      'thanh.tra',
      '--json',
    ];
    request = (parsed(await kntcReading(ASKS, variablesOf(staff.road), ...words)) as { id: string }).id;
    editFile(join(staff.road.configDir, 'sources', 'mini.yaml'), [
      ['column: noi_dung }', 'column: yeu_cau }'],
    ]);
    await staff.road.restart();
    const waiting = await staff.cli('sources', 'accept-mapping', 'mini', '--json');
    mapping = (parsed(waiting) as { version: string }).version;
    editFile(join(staff.road.configDir, 'access.yaml'), [['unmaskDailyCap: 20', 'unmaskDailyCap: 30']]);
    const looser = await staff.cli('access', 'accept-settings', '--json');
    settings = (parsed(looser) as { version: string }).version;
    await staff.road.own.query("update outbox set state = 'held', hold_code = 'UNKNOWN_OUTCOME'");
    const { rows: asked } = await staff.road.own.query<{ id: string }>(
      `insert into inspectorate_request (id, agency_id, document_no, received_on, due_on, owner, recorded_by)
       values (gen_random_uuid(), 'ttt', '12/TTCP', '2026-11-20', '2026-12-05', 'phòng 1', 'Lan') returning id`,
    );
    inquiry = asked[0]?.id ?? '';
    await staff.road.own.query(
      "insert into code_list_wait (list, agency_id, sha256, entries) values (5, 'MINI', repeat('0', 64), '[]')",
    );
    const path = join(staff.road.configDir, 'crosswalks', 'mini.yaml');
    const codes = readFileSync(path, 'utf8');
    writeFileSync(path, codes.replace('BD: { to: "507" }', 'BD: { to: "507" }, BX: { to: "507" }'));
  });
  afterAll(() => staff.close());

  /** What each needs beside people and reason, so that nothing but the people is wrong with it. */
  const samples = (): Readonly<Record<string, readonly string[]>> => {
    const person = staff.file('nguoi-la.txt', '037081000999\nNgười Lạ\n');
    const until = ['--from', '2026-01-01', '--until', '2026-12-31'];
    const out = join(staff.road.configDir, 'xuat.html');
    const preset = ['thanh-tra=uy.quyen', 'lanh-dao=lanh.dao', 'cntt=cntt', 'an-toan=an.toan'];
    return {
      'access accept-settings': ['--version', settings],
      'access apply-preset': ['tinh-4', '--agency', 'ttt', '--as', ...preset],
      'access delegate': ['--account', 'uy.quyen', '--agency', 'ttt', '--document-no', '1', ...until],
      'access end-delegation': [NOBODY],
      'access exclude': [staff.reference, '--account', 'lanh.dao'],
      'access lift': [NOBODY],
      'access link': [
        '--account',
        'uy.quyen',
        '--agency',
        'ttt',
        '--position',
        'officer',
        '--person-file',
        person,
      ],
      'accounts create': ['nguoi.la', '--roles', 'operator'],
      'accounts disable': ['uy.quyen'],
      'accounts grant': ['uy.quyen', '--roles', 'approver', '--agencies', 'all'],
      'accounts link': ['uy.quyen', '--issuer', 'https://sso.tinh-x.gov.vn', '--subject', 'u-1'],
      'accounts reset': ['uy.quyen'],
      'accounts unlink': ['uy.quyen'],
      'accounts unlock': ['uy.quyen'],
      ...batchSamples(batch, staff.road.configDir),
      'campaigns approve': DOCUMENT,
      'campaigns end': DOCUMENT,
      'campaigns record': [...DOCUMENT, '--quota', '5', '--until', '2027-12-31'],
      'cases find': ['--denunciations'],
      'conflicts resolve': [staff.reference, '--field', 'content', '--take', 'ours'],
      'conflicts show': [staff.reference],
      'conflicts undo': [staff.reference],
      'corrections draft': ['--finding', '1'],
      'corrections export': [correction, '--out', join(staff.road.configDir, 'cong-van.docx')],
      'corrections sent': [correction, ...DOCUMENT, '--document-date', '2026-11-27'],
      'corrections show': [correction],
      'corrections withdraw': [correction],
      'crosswalk accept-list': ['5', '--version', '000000000000'],
      'crosswalk refuse-list': ['5', '--version', '000000000000'],
      evidence: ['--agency', 'ttt', '--period', '2026-11', '--out', out],
      'holds keep': [staff.reference],
      'holds show': [staff.reference],
      'holds release': [staff.reference],
      'holds resolve': [staff.reference, '--not-there'],
      'keys retire': ['file:0000000000000000'],
      ...formSamples(staff.road.configDir),
      'no-channel list': ['2026-Q1'],
      'outages export': ['1', '--out', join(staff.road.configDir, 'bien-ban.docx')],
      'outages show': ['1'],
      'overlays set': ['mini', 'OK-1', '--field', 'request', ...DOCUMENT],
      'overlays withdraw': ['mini', 'OK-1', '--field', 'request'],
      'policy confirm': [...DOCUMENT, '--yes'],
      'policy record': POLICY,
      ...more,
      ...people,
      'proposals decide': [proposal, '--ignore'],
      'proposals show': [proposal],
      'quarantine decide': ['mini', 'OK-1', '--include'],
      'quarantine take-back': ['mini', 'OK-1'],
      'receipts export': [staff.reference, '--out', join(staff.road.configDir, 'phieu.docx')],
      'receipts show': [staff.reference],
      'renditions approve': [rendition],
      'renditions propose': [denunciation, '--field', 'handling', '--file', staff.file('x.txt', 'Đã che.')],
      'renditions show': [rendition],
      'renditions withdraw': [rendition],
      reconcile: ['--full', '--no-wait'],
      'restoration sign-off': ['--difference', '-'],
      'requests record': [
        '--agency',
        'ttt',
        ...DOCUMENT,
        '--received',
        '2026-11-20',
        '--due',
        '2026-12-05',
        '--owner',
        'phòng 1',
      ],
      'requests reply': [inquiry, ...DOCUMENT, '--replied', '2026-11-25'],
      'shadow begin': ['--agency', 'ttt'],
      'shadow end': ['--agency', 'ttt', '--entered-until', '2026-11-30'],
      'sources accept-mapping': ['mini', '--version', mapping],
      'sources confirm-gone': ['mini'],
      'subject approve': [request],
      'subject close': [request, '--outcome', 'withdrawn'],
      'subject correct': [staff.reference, '--field', 'phone', ...PAPER, ...CHECKED],
      'subject export': [...PAPER, ...CHECKED, '--out', out],
      'subject record': [staff.reference, '--kind', 'objection', ...PAPER, ...CHECKED],
      'tokens create': ['thanh.tra', '--name', 'x', '--scopes', 'cases.read'],
      'tokens revoke': [NOBODY],
    };
  };

  /** Strangers in every option that names people. */
  const strangers = (command: Command): readonly string[] => {
    const has = (long: string): boolean => command.options.some((one) => one.long === long);
    const isPolicy = command.parent?.name() === 'policy';
    const names = ['--actor', '--recorded-by', '--by'].flatMap((one) => (has(one) ? [one, 'kẻ lạ'] : []));
    const second = ['--approver', '--second-person'].flatMap((one) => (has(one) ? [one, 'bạn kẻ lạ'] : []));
    return [...names, ...(isPolicy ? [] : second), ...(has('--reason') ? ['--reason', 'thử'] : [])];
  };

  it.each(Object.keys(DECIDED_BY))('kntc %s: not by names that are no accounts', async (name) => {
    const command = decidingCommands(program()).get(name) as Command;
    const argv = [...name.split(' '), ...(samples()[name] ?? []), ...strangers(command)];
    const said = await kntcReading(
      name === 'cases find' ? '0905123456\n' : ASKS,
      variablesOf(staff.road),
      ...argv,
    );
    expect(said.out + said.err).toContain('không phải tài khoản đang hoạt động');
    expect(said.code).toBe(1);
  });

  it('and every try is on record', async () => {
    const { rows } = await staff.road.own.query<{ action: string }>(
      "select distinct action from audit_entry where concat(actor, ' ', approver) like '%kẻ lạ (tên gõ%'",
    );
    const tried = new Set(rows.map(({ action }) => action.replace(/^(token|campaign) /, '$1s ')));
    expect(Object.keys(DECIDED_BY).filter((name) => !tried.has(name))).toEqual([
      'access apply-preset', // on record as accounts grant
      'agencies export', // as list read
      'agencies list', // as list read
      'batch list', // as list read
      'conflicts list', // as list read
      'conflicts show', // as case read
      'corrections export', // as list read
      'corrections list', // as list read
      'corrections show', // as list read
      'deadlines', // as list read
      ...PAIRS_ON_RECORD,
      'evidence', // as list read
      'findings list', // as list read
      'forms cases', // as list read
      'forms changes', // as list read
      'forms closed', // as list read
      'forms export', // as list read
      'forms show', // as list read
      'forms usage', // as list read
      'holds list', // as list read
      'holds show', // as case read
      'national-accounts export', // as list read
      'national-accounts list', // as list read
      'no-channel list', // as list read
      'outages export', // as list read
      'outages show', // as list read
      'overlays list', // as list read
      'policy disclosed', // as list read
      'proposals decide', // as proposals ignored
      'proposals list', // as list read
      'proposals show', // as list read
      'quarantine list',
      'receptions export', // as list read
      'receptions list', // as list read
      'receipts export', // as case read
      'receipts show', // as case read
      'receipts verify', // as list read
      'requests list', // as list read
      'restoration list', // as list read
      'resync list', // as list read
      'resync records', // as resync
      'resync show', // as list read
      'subject correct', // both as subject record
      'subject export',
      'subject list', // as list read
      'users counts', // as list read
      'users export', // as list read
      'users list', // as list read
    ]);
  });
});
