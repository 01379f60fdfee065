import type { AdmittedCustodian, KeyRotation } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { withProof, type ProofOptions } from '../database/open-approvals';
import { Refusal } from '../refusal';

/** Who exchanges keys, and why: every act on keys is in the audit. */
export interface CustodianOptions extends ProofOptions {
  readonly actor: string;
  readonly reason: string;
  readonly json?: true;
}

export function withCustodianOptions(command: Command): Command {
  return withProof(command)
    .requiredOption('--actor <tên>', 'người giữ khoá thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do, được ghi vào nhật ký kiểm toán', said)
    .option('--json', 'in kết quả cho máy đọc');
}

/** @throws Refusal when this person may not act on keys; that it was tried is on record */
export async function custodian(
  rotation: KeyRotation,
  by: CustodianOptions,
  [action, target]: readonly [action: string, target: string],
): Promise<AdmittedCustodian> {
  const admission = await rotation.admit(by, { action, target });
  if (admission.kind === 'refused') throw new Refusal(accessRefusal(admission.why, 'keys'));
  return admission.by;
}
