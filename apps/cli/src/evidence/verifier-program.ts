/**
 * The program in every evidence package, as its text: whoever gets the package reads and runs it without anything of ours.
 * It is written apart from the gateway's own verifier on purpose – two programs that agree are worth more than one run twice.
 * No back-quote and no dollar with a brace in it, since it stands in a template here.
 */
export const VERIFIER_PROGRAM = String.raw`// Kiểm tra gói chứng cứ liên thông. Cần Node.js 20 trở lên, không cần mạng, cơ sở dữ liệu hay khoá bí mật.
//   node verify.mjs [thư mục …] [--khoa <dấu vân tay>] [--lam-chung <dấu vân tay>] [--json]
// Mã thoát: 0 nguyên vẹn, 1 có chỗ sai, 2 không đọc được gói, 3 không chỗ nào sai nhưng khoá ký bị gián đoạn.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOST = 50;
const ZERO = '0'.repeat(64);
const FIELDS = ['reference', 'agencyId', 'step', 'ordinal', 'attemptNo', 'nationalId', 'resultId', 'bodySha256',
  'caseVersion', 'mappingVersion', 'sentAt', 'confirmedAt', 'acknowledged', 'actedBy', 'backfilled'];

const say = (text) => process.stdout.write(text + '\n');
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const fingerprint = (key) => sha256(Buffer.from(key, 'base64'));
const vietnam = (at) => new Date(Date.parse(at) + 7 * 3600000).toISOString();
const sameFields = (object, names) => Object.keys(object).sort().join() === [...names].sort().join();

function isSigned(publicKey, text, signature) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const bytes = Buffer.from(signature, 'base64');
    const isPlain = bytes.toString('base64') === signature && Buffer.from(publicKey, 'base64').toString('base64') === publicKey;
    return isPlain && key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, bytes);
  } catch {
    return false;
  }
}

function verifyFolder(folder, wanted) {
  const problems = [];
  const wrong = (text) => problems.length < MOST && problems.push(text);
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const lines = (name) => {
    const rows = [];
    read(name).split('\n').forEach((line, index) => {
      if (line === '') return;
      try {
        rows.push(JSON.parse(line));
      } catch {
        wrong(name + ' dòng ' + (index + 1) + ': không đọc được');
      }
    });
    return rows;
  };

  const manifestText = read('goi.json');
  const manifest = JSON.parse(manifestText);
  const seal = JSON.parse(read('goi.sig.json'));
  const keys = JSON.parse(read('khoa.json'));
  if (manifest.format !== 1) wrong('goi.json: định dạng ' + manifest.format + ' chưa biết, cần bản verify.mjs mới hơn');
  for (const [name, expected] of Object.entries(manifest.files)) {
    if (sha256(readFileSync(join(folder, name))) !== expected) wrong(name + ': nội dung khác khi đóng gói');
  }

  const breaks = checkKeys(keys, wrong);
  const byId = new Map(keys.map((key) => [key.id, key]));
  const signer = byId.get(seal.keyId);
  if (!signer || !isSigned(signer.publicKey, 'kntc evidence package\n' + manifestText, seal.signature))
    wrong('goi.json: chữ ký của gói không đúng');
  const known = keys.map((key) => fingerprint(key.publicKey));
  const isLost = (key) => breaks.some((one) => key.length === 64 && key.startsWith(one.lost));
  if (wanted.key && !known.includes(wanted.key) && !isLost(wanted.key)) wrong('khoa.json: không có khoá ' + wanted.key);

  const links = lines('bien-nhan.jsonl');
  const checkpoints = lines('moc-ky.jsonl');
  const stamps = lines('dau-thoi-gian.jsonl');
  const hashes = checkLinks(links, manifest, wrong);
  checkCheckpoints(checkpoints, { byId, hashes, manifest, breaks, wrong });
  const stamped = checkStamps(stamps, { checkpoints, manifest, wanted, wrong });
  return { folder, problems, breaks: breaks.map(breakText), manifest, keys: known, stamped, receipts: links.filter((one) => one.receipt).length, links: links.length };
}

// Khoá cũ mất, hai người đặt khoá mới thay: không giả, nhưng không có chữ ký nào nối hai khoá.
function breakText(one) {
  const day = vietnam(one.at).slice(0, 10).split('-').reverse().join('/');
  const rest = one.unverifiable === 0
    ? 'chữ ký đến biên nhận ' + one.lastSeq + ' vẫn kiểm tra được'
    : one.unverifiable + ' mốc ký đến biên nhận ' + one.lastSeq + ' do khoá đã mất ký, không kiểm tra được chữ ký';
  return 'khoá mới ' + one.id + ' không được khoá cũ ' + one.lost + ' xác nhận, hai người ghi nhận ngày ' + day + '; ' + rest;
}

function isBreak(key, before) {
  const gap = key.unvouched;
  return gap && key.endorsement === null && /^[0-9a-f]{16}$/.test(gap.lost) && Number.isSafeInteger(gap.lastSeq)
    && gap.at === key.validFrom && gap.lost !== key.id && (before.length === 0 || before.some((one) => one.id === gap.lost));
}

function checkKeys(keys, wrong) {
  const breaks = [];
  keys.forEach((key, index) => {
    if (!fingerprint(key.publicKey).startsWith(key.id)) wrong('khoá ' + key.id + ': mã không khớp khoá');
    const before = keys[index - 1];
    if (key.unvouched && !isBreak(key, keys.slice(0, index))) wrong('khoá ' + key.id + ': lời ghi về khoá đã mất không đúng');
    else if (key.unvouched) breaks.push({ id: key.id, unverifiable: 0, ...key.unvouched });
    if (!before || key.unvouched) return;
    const text = 'kntc receipt key\n' + key.id + '\n' + key.publicKey + '\n' + key.validFrom;
    const vouched = key.endorsement && key.endorsement.by === before.id && isSigned(before.publicKey, text, key.endorsement.signature);
    if (!vouched) wrong('khoá ' + key.id + ': khoá trước không xác nhận');
  });
  return breaks;
}

function checkLinks(links, manifest, wrong) {
  const hashes = new Map([[manifest.start.seq, manifest.start.hash]]);
  if (manifest.start.seq === 0 && manifest.start.hash !== ZERO) wrong('goi.json: điểm đầu chuỗi không đúng');
  let head = manifest.start;
  let count = 0;
  for (const link of links) {
    if (link.seq !== head.seq + 1) wrong('sau biên nhận ' + head.seq + ' là ' + link.seq + ': thiếu, thừa hoặc đổi chỗ');
    const receipt = link.receipt;
    let { agencyId, month, leaf } = link;
    if (receipt) {
      count += 1;
      if (!sameFields(receipt, FIELDS) || !sameFields(link, ['seq', 'hash', 'receipt'])) wrong('biên nhận ' + link.seq + ': thừa hoặc thiếu mục');
      agencyId = receipt.agencyId;
      month = vietnam(receipt.confirmedAt).slice(0, 7);
      leaf = sha256('kntc receipt 1\n' + JSON.stringify(FIELDS.map((name) => receipt[name])));
      if (agencyId !== manifest.agency.id || month !== manifest.period) wrong('biên nhận ' + link.seq + ': không thuộc cơ quan hoặc kỳ của gói');
    } else if (agencyId === manifest.agency.id && month === manifest.period) {
      wrong('biên nhận ' + link.seq + ': của chính cơ quan và kỳ này nhưng bị che nội dung');
    }
    const hash = sha256('kntc receipt 1\n' + JSON.stringify([head.hash, link.seq, agencyId, month, leaf]));
    if (hash !== link.hash) wrong('biên nhận ' + link.seq + ': nội dung của nó hoặc của biên nhận ngay trước bị thay đổi');
    hashes.set(link.seq, link.hash);
    head = { seq: link.seq, hash: link.hash };
  }
  if (head.seq !== manifest.end.seq || head.hash !== manifest.end.hash) wrong('chuỗi kết thúc ở ' + head.seq + ', gói ghi ' + manifest.end.seq);
  if (count !== manifest.receipts) wrong('có ' + count + ' biên nhận, gói ghi ' + manifest.receipts);
  return hashes;
}

function checkCheckpoints(checkpoints, { byId, hashes, manifest, breaks, wrong }) {
  let last = 0;
  for (const point of checkpoints) {
    const what = 'mốc ký ở biên nhận ' + point.seq;
    if (!sameFields(point, ['seq', 'hash', 'at', 'keyId', 'signature'])) wrong(what + ': thừa hoặc thiếu mục');
    if (point.seq <= last) wrong(what + ': sai thứ tự');
    last = point.seq;
    const key = byId.get(point.keyId);
    const text = 'kntc receipt checkpoint\n' + point.seq + '\n' + point.hash + '\n' + point.at + '\n' + point.keyId;
    const lost = key ? undefined : breaks.find((one) => one.lost === point.keyId && point.seq <= one.lastSeq);
    if (lost) lost.unverifiable += 1;
    else if (!key) wrong(what + ': khoá ' + point.keyId + ' không có trong gói');
    else if (!isSigned(key.publicKey, text, point.signature)) wrong(what + ': chữ ký không đúng');
    else if (point.at < key.validFrom || (key.validUntil !== null && point.at > key.validUntil)) wrong(what + ': khoá không còn hiệu lực lúc ký');
    if (hashes.has(point.seq) && hashes.get(point.seq) !== point.hash) wrong(what + ': ký cho một chuỗi khác');
  }
  for (const place of [manifest.start, manifest.end]) {
    if (place.seq !== 0 && !checkpoints.some((point) => point.seq === place.seq && point.hash === place.hash))
      wrong('biên nhận ' + place.seq + ': thiếu mốc ký');
  }
}

function checkStamps(stamps, { checkpoints, manifest, wanted, wrong }) {
  const days = new Map();
  for (const point of checkpoints) {
    const day = vietnam(point.at).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), point]);
  }
  let until = 0;
  let before = '';
  for (const stamp of stamps) {
    const what = 'dấu thời gian ngày ' + stamp.day;
    if (!sameFields(stamp, ['day', 'digest', 'at', 'publicKey', 'signature'])) wrong(what + ': thừa hoặc thiếu mục');
    if (stamp.day <= before) wrong(what + ': sai thứ tự');
    before = stamp.day;
    const rows = (days.get(stamp.day) ?? []).map((point) => [point.seq, point.hash, point.at, point.keyId, point.signature]);
    if (sha256('kntc receipt day 1\n' + JSON.stringify(rows)) !== stamp.digest) wrong(what + ': không khớp các mốc ký của ngày');
    if (!isSigned(stamp.publicKey, 'kntc time stamp\n' + stamp.digest + '\n' + stamp.at, stamp.signature)) wrong(what + ': chữ ký không đúng');
    if (wanted.authority && fingerprint(stamp.publicKey) !== wanted.authority) wrong(what + ': không phải của bên làm chứng đã nêu');
    for (const row of rows) until = Math.max(until, row[0]);
  }
  if (stamps.length !== manifest.stamps) wrong('có ' + stamps.length + ' dấu thời gian, gói ghi ' + manifest.stamps);
  return { until, authorities: [...new Set(stamps.map((stamp) => fingerprint(stamp.publicKey)))] };
}

function tell(result) {
  const { folder, problems, breaks, manifest, keys, stamped, receipts, links } = result;
  if (problems.length > 0) {
    say('SAI: ' + folder + ' có ' + problems.length + ' chỗ không đúng.');
    for (const problem of problems) say('  - ' + problem);
    say('Không dùng gói này làm chứng cứ. Yêu cầu gửi lại và nêu các chỗ trên.');
    return;
  }
  if (breaks.length > 0) {
    say('GIÁN ĐOẠN KHOÁ: ' + folder + ' không có chỗ nào bị sửa, nhưng không phải mọi khoá đều được khoá trước xác nhận.');
    for (const one of breaks) say('  - ' + one);
    say('Chữ ký không nối được hai bên chỗ gián đoạn. Yêu cầu tỉnh đưa biên bản mất khoá; đối chiếu dấu vân tay khoá mới với nơi tỉnh đã công bố.');
  }
  say((breaks.length > 0 ? '' : 'OK: ') + receipts + ' biên nhận của ' + manifest.agency.name + ', kỳ ' + manifest.period + '; chuỗi ' + links + ' mắt xích liền mạch, ' + (breaks.length > 0 ? 'chữ ký kiểm tra được đều đúng.' : 'chữ ký đúng.'));
  say('Khoá ký của tỉnh (đối chiếu với dấu vân tay tỉnh đã công bố): ' + keys.join(', '));
  say(stamped.until === 0
    ? 'Chưa có dấu thời gian của bên ngoài tỉnh: gói chỉ chứng minh nội dung khớp chữ ký của tỉnh.'
    : 'Có dấu thời gian bên ngoài đến biên nhận số ' + stamped.until + ' (chuỗi kết thúc ở ' + manifest.end.seq + '); bên làm chứng: ' + stamped.authorities.join(', '));
}

function main(words) {
  const wanted = {};
  const folders = [];
  let isJson = false;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '--json') isJson = true;
    else if (words[at] === '--khoa') wanted.key = String(words[(at += 1)]).toLowerCase();
    else if (words[at] === '--lam-chung') wanted.authority = String(words[(at += 1)]).toLowerCase();
    else folders.push(words[at]);
  }
  let [wrongs, broken, unread] = [0, 0, 0];
  for (const folder of folders.length > 0 ? folders : [dirname(fileURLToPath(import.meta.url))]) {
    try {
      const result = verifyFolder(folder, wanted);
      if (isJson) say(JSON.stringify({ folder, ok: result.problems.length + result.breaks.length === 0, problems: result.problems, breaks: result.breaks }));
      else tell(result);
      if (result.problems.length > 0) wrongs += 1;
      else if (result.breaks.length > 0) broken += 1;
    } catch (err) {
      const problem = 'không đọc được gói (' + (err.code ?? err.name) + ')';
      say(isJson ? JSON.stringify({ folder, ok: false, problems: [problem] }) : 'SAI: ' + folder + ' ' + problem);
      unread += 1;
    }
  }
  process.exitCode = unread > 0 ? 2 : wrongs > 0 ? 1 : broken > 0 ? 3 : 0;
}

main(process.argv.slice(2));
`;
