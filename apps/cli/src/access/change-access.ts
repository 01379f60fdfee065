import { readFileSync } from 'node:fs';
import { accountDigests, isSamePerson } from '@kntc/domain';
import type { Position } from '@kntc/domain';
import type { AccessChange, TwoPeople } from '@kntc/storage';
import { accessRefusal } from '../access-refusal';
import type { ProofOptions } from '../database/open-approvals';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { knownAgency, withAccess, type OpenAccess } from './open-access';

/** Two people and their reason: nothing about access changes by one. */
export type By = TwoPeople & ProofOptions & { readonly json?: true };

export type Linking = By & {
  readonly account: string;
  readonly agency: string;
  readonly position: Position;
  readonly personFile: string;
};
export type Delegating = By & Record<'account' | 'agency' | 'documentNo' | 'from' | 'until', string>;
export type Excluding = By & { readonly account?: string; readonly agency?: string };

export function link(
  shell: Shell,
  { account, agency: id, position, personFile, ...by }: Linking,
): Promise<ExitCode> {
  const agencyId = knownAgency(shell.place(), id);
  return change(shell, by, 'Đã gắn tài khoản với người.', async ({ access, named, keyedDigest }) => {
    const digests = accountDigests(personOf(personFile), keyedDigest);
    return access.link({ ...(await named(account)), agencyId, position, digests }, by);
  });
}

export async function delegate(
  shell: Shell,
  { account, agency, documentNo, from, until, ...by }: Delegating,
): Promise<ExitCode> {
  if (until < from) throw wrongUsage('Ngày hết hiệu lực trước ngày có hiệu lực.', 'Sửa --from hoặc --until.');
  const agencyId = knownAgency(shell.place(), agency);
  return change(shell, by, 'Đã ghi nhận uỷ quyền.', async ({ access, named }) =>
    access.delegate(await named(account), { agencyId, documentNo, validFrom: from, validUntil: until }, by),
  );
}

export function endDelegation(shell: Shell, id: string, by: By): Promise<ExitCode> {
  return change(shell, by, 'Đã chấm dứt uỷ quyền trước hạn.', ({ access }) => access.endDelegation(id, by));
}

export async function exclude(
  shell: Shell,
  target: string,
  { account, agency, ...by }: Excluding,
): Promise<ExitCode> {
  if ((account === undefined) === (agency === undefined))
    throw wrongUsage('Chưa rõ loại trừ ai.', 'Dùng đúng một trong hai: --account hoặc --agency.');
  const place = shell.place();
  return change(shell, by, 'Đã loại trừ khỏi vụ việc.', async ({ access, named }) => {
    const whom =
      account === undefined
        ? { agencyId: knownAgency(place, agency ?? '') }
        : { account: await named(account) };
    return access.exclude(target, whom, by);
  });
}

export function lift(shell: Shell, id: string, by: By): Promise<ExitCode> {
  return change(
    shell,
    by,
    'Đã bỏ loại trừ. Người bị đơn tố cáo vẫn không thấy vụ việc của mình.',
    ({ access }) => access.lift(id, by),
  );
}

/** @throws Refusal when both are one person, before anything is opened */
export function checkTwo({ recordedBy, secondPerson }: TwoPeople): void {
  if (isSamePerson(recordedBy, secondPerson))
    throw wrongUsage('Người ghi nhận và người thứ hai là cùng một người.', 'Để một người khác xác nhận.');
}

/** The people of a command as proofs are checked against them. */
export function peopleOf({ recordedBy, secondPerson, tokenFile, approverTokenFile }: By) {
  return {
    actor: recordedBy,
    approver: secondPerson,
    ...(tokenFile !== undefined && { tokenFile }),
    ...(approverTokenFile !== undefined && { approverTokenFile }),
  };
}

async function change(
  shell: Shell,
  by: By,
  what: string,
  act: (open: OpenAccess) => Promise<AccessChange>,
): Promise<ExitCode> {
  checkTwo(by);
  const outcome = await withAccess(shell.place(), peopleOf(by), act);
  // To somebody who must not know of the case it is not there.
  if (outcome === 'not-found' || outcome === 'not-there') throw new Refusal(NOT_FOUND);
  if (outcome !== 'done') throw new Refusal(accessRefusal(outcome, 'access'));
  shell.answer(by.json, { result: 'done' }, () => [
    what,
    'Có hiệu lực ngay và đã ghi vào nhật ký.',
    'Không phải làm gì.',
  ]);
  return 0;
}

/** Not from the command line: that stands in the list of processes and in the shell's history. */
function personOf(file: string): { readonly idNumber: string; readonly fullName: string } {
  const [idNumber = '', fullName = ''] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  if (idNumber !== '' && fullName !== '') return { idNumber, fullName };
  throw wrongUsage('Tệp thiếu số định danh hoặc họ tên.', 'Dòng 1: số định danh; dòng 2: họ tên.');
}

const NOT_FOUND = [
  'Không có hồ sơ, uỷ quyền hoặc loại trừ này, hoặc nó đã hết hiệu lực.',
  'Không có gì thay đổi.',
  'Kiểm tra lại mã: npm run kntc -- access list, holds list.',
] as const;
