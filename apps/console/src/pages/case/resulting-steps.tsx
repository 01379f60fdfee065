import type { ReactNode } from 'react';
import type { Resolved } from '../../api/answers';
import { useWords } from '../../words/use-words';

/** The national steps that a decision will lead to. */
export function ResultingSteps({
  resolved: { steps, needsApprover },
}: {
  readonly resolved: Resolved;
}): ReactNode {
  const { conflicts: words, steps: names } = useWords();
  return (
    <>
      {steps.length === 0 && <div>{words.nothingSent}</div>}
      {steps.map(({ step, ordinal, act, isIrreversible }) => (
        <div key={`${step} ${ordinal}`}>
          {names[step] ?? step}: {words.acts[act]}
          {isIrreversible && ` – ${words.irreversible}`}
        </div>
      ))}
      {needsApprover && <div>{words.needsApprover}</div>}
    </>
  );
}
