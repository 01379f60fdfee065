import { Timeline } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../api/answers';
import { momentText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { useWords } from '../../words/use-words';

/** What the far side confirmed, in its order. */
export function StepLine({ steps }: { readonly steps: NonNullable<CaseView['steps']> }): ReactNode {
  const { case: words, steps: names } = useWords();
  if (steps.length === 0) return <Nothing why={words.noSteps} />;
  return (
    <Timeline
      items={steps.map(({ step, ordinal, confirmedAt }) => ({
        key: `${step} ${ordinal}`,
        color: 'green',
        content: (
          <>
            {names[step] ?? step}
            {ordinal > 1 && ` ${ordinal}`}
            <div>
              {words.confirmedStep} {momentText(confirmedAt)}
            </div>
          </>
        ),
      }))}
    />
  );
}
