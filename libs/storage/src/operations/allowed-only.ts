import type { ApprovalKind } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import type { PgApprovals, Verdict } from '../access/pg-approvals';
import type { Acted } from './once';
import type { Command, OperationResult } from './operation';

interface AskedOfCommand {
  readonly kind: ApprovalKind;
  readonly command: Command;
  readonly agencyId: string;
  readonly reference?: string | undefined;
  readonly inFavourOf?: string | undefined;
}

/** Does something only where the people of the command may have it done; how they are known goes on record either way. */
export async function allowedOnly(
  { approvals, manager }: { readonly approvals: PgApprovals; readonly manager: EntityManager },
  { kind, command, agencyId, reference, inFavourOf }: AskedOfCommand,
  act: () => Promise<OperationResult>,
): Promise<Acted> {
  const { actor, approver } = command;
  const asked = { kind, actor, approver, agencyId, reference, inFavourOf };
  const verdict = await approvals.check(manager, asked);
  return { result: resultOf(verdict, kind) ?? (await act()), agencyId, onRecord: verdict.onRecord };
}

/** What a refusal comes to; a case that somebody must not know of is one that is not there. `undefined`: no refusal. */
export function resultOf(verdict: Verdict, of: ApprovalKind): OperationResult | undefined {
  if (verdict.kind === 'allowed') return undefined;
  return verdict.why === 'not-there' ? { kind: 'not-found' } : { kind: 'refused', why: verdict.why, of };
}
