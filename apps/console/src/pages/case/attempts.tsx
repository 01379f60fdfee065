import type { ReactNode } from 'react';
import type { Attempt } from '../../api/answers';
import { useList } from '../../api/use-list';
import { momentText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Tone, type ToneName } from '../../parts/tone';
import { useWords } from '../../words/use-words';

const TONES: Readonly<Record<string, ToneName>> = { confirmed: 'good', rejected: 'waits', unknown: 'bad' };

/** Everything that was tried for a case. */
export function Attempts({ reference }: { readonly reference: string }): ReactNode {
  const { columns, steps, outcomes, case: words } = useWords();
  const list = useList<Attempt>(`/api/v1/cases/${encodeURIComponent(reference)}/attempts`, {}, 20);
  return (
    <ListTable
      list={list}
      label={words.attempts}
      empty={words.noAttempts}
      rowKey={({ attemptNo, step, ordinal, intentAt }) => `${attemptNo} ${step} ${ordinal} ${intentAt}`}
      columns={[
        { title: columns.when, key: 'when', render: (_value, { intentAt }) => momentText(intentAt) },
        { title: columns.step, key: 'step', render: (_value, { step }) => steps[step] ?? step },
        {
          title: columns.outcome,
          key: 'outcome',
          render: (_value, { outcome, reason }) => (
            <>
              <Tone of={TONES[outcome ?? ''] ?? 'plain'}>{outcomes[outcome ?? 'pending']}</Tone>
              {reason}
            </>
          ),
        },
      ]}
    />
  );
}
