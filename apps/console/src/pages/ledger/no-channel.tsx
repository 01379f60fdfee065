import { Card, Table } from 'antd';
import type { ReactNode } from 'react';
import type { Ledger } from '../../api/answers';
import { Count } from '../../parts/count';
import { numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { useWords } from '../../words/use-words';

/** Milestones for which no interface has a message: their cases are in the table above, so they stand beside it. */
export function NoChannelMilestones({ ledger }: { readonly ledger: Ledger }): ReactNode {
  const { ledger: words, columns, milestones, common } = useWords();
  const count = (
    title: string,
    of: (one: Ledger['noChannelMilestones'][number]) => number | null,
  ): object => ({
    title,
    key: title,
    align: 'right' as const,
    render: (_value: unknown, one: Ledger['noChannelMilestones'][number]) => <Count of={of(one)} />,
  });
  return (
    <Card size="small" title={words.noChannel}>
      <p>{words.noChannelWhat}</p>
      <Table<Ledger['noChannelMilestones'][number]>
        size="small"
        aria-label={words.noChannel}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={ledger.noChannelMilestones}
        rowKey={({ agency, milestone }) => `${agency} ${milestone}`}
        locale={{ emptyText: <Nothing why={common.none} /> }}
        columns={[
          { title: columns.agency, dataIndex: 'agency', key: 'agency' },
          {
            title: words.milestone,
            key: 'milestone',
            render: (_value, { milestone }) => milestones[milestone] ?? milestone,
          },
          count(words.items, ({ items }) => items),
          count(words.cases, ({ cases }) => cases),
          count(words.people, ({ people }) => people),
          count(words.crowds, ({ crowds }) => crowds),
          count(words.entered, ({ entered }) => entered),
        ]}
      />
    </Card>
  );
}

/** How long each step took, by agency. */
export function StepTimes({ ledger }: { readonly ledger: Ledger }): ReactNode {
  const { ledger: words, columns, steps, common } = useWords();
  const told = (count: number | null, unit: string): string =>
    count === null ? '–' : `${numberText(Math.round(count * 10) / 10)} ${unit}`;
  return (
    <Card size="small" title={words.stepTimes}>
      <Table<Ledger['stepTimes'][number]>
        size="small"
        aria-label={words.stepTimes}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={ledger.stepTimes}
        rowKey={({ agency, step }) => `${agency} ${step}`}
        locale={{ emptyText: <Nothing why={common.none} /> }}
        columns={[
          { title: columns.agency, dataIndex: 'agency', key: 'agency' },
          { title: columns.step, key: 'step', render: (_value, { step }) => steps[step] ?? step },
          {
            title: columns.records,
            key: 'confirmed',
            align: 'right',
            render: (_value, { confirmed }) => <Count of={confirmed} />,
          },
          {
            title: words.sinceMilestone,
            key: 'days',
            align: 'right',
            render: (_value, { medianDays, mostDays }) =>
              `${told(medianDays, words.days)} · ${told(mostDays, words.days)}`,
          },
          {
            title: words.sinceLearnt,
            key: 'hours',
            align: 'right',
            render: (_value, { medianHours, mostHours }) =>
              `${told(medianHours, words.hours)} · ${told(mostHours, words.hours)}`,
          },
        ]}
      />
    </Card>
  );
}
