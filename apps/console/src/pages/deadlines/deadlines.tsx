import { Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Deadline } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { dayText, numberText } from '../../parts/format';
import { ListTable } from '../../parts/list-table';
import { Page } from '../../parts/page';
import { ThreeLines } from '../../parts/three-lines';
import { useWords } from '../../words/use-words';

/** Terms of the law and days from which the far side shows a case as late, most urgent first. */
export function DeadlinesPage(): ReactNode {
  const { deadlines: words, kinds, columns: names } = useWords();
  const [filters, change] = useFilters(['clock', 'within', 'stage', 'kind', 'agency']);
  const list = useList<Deadline>('/api/v1/deadlines', filters);
  return (
    <Page title={words.title} what={words.what}>
      <Flex gap={8} wrap className="no-print">
        <Choice
          label={words.clock}
          value={filters.clock}
          choose={(clock) => change({ clock })}
          options={Object.entries(words.clocks)}
        />
        <Choice
          label={words.within}
          value={filters.within}
          choose={(within) => change({ within })}
          options={['-1', '0', '3', '10'].map((days) => [days, words.withins[days] ?? days])}
        />
        <Choice
          label={words.stage}
          value={filters.stage}
          choose={(stage) => change({ stage })}
          options={Object.entries(words.stages)}
        />
        <Choice
          label={names.kind}
          value={filters.kind}
          choose={(kind) => change({ kind })}
          options={Object.entries(kinds)}
        />
      </Flex>
      <ListTable
        list={list}
        label={words.title}
        empty={words.nothing}
        rowKey={({ id }) => id}
        columns={useDeadlineColumns()}
      />
    </Page>
  );
}

function useDeadlineColumns(): Parameters<typeof ListTable<Deadline>>[0]['columns'] {
  const { deadlines: words, columns, kinds } = useWords();
  return [
    {
      title: columns.reference,
      key: 'reference',
      width: 185,
      render: (_value, { reference, localKey }) =>
        reference === null ? localKey : <Link to={`/ho-so/${reference}`}>{reference}</Link>,
    },
    { title: columns.kind, key: 'kind', width: 110, render: (_value, { kind }) => kind && kinds[kind] },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 130 },
    {
      title: words.stage,
      key: 'stage',
      width: 100,
      render: (_value, { stage }) => stage && words.stages[stage],
    },
    {
      title: words.dueOn,
      key: 'dueOn',
      width: 130,
      render: (_value, { dueOn, daysLeft }) => <Term day={dueOn} left={daysLeft} />,
    },
    {
      title: words.lateOn,
      key: 'lateOn',
      width: 130,
      render: (_value, { lateOn, daysToLate }) => <Term day={lateOn} left={daysToLate} />,
    },
    { title: columns.reason, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
  ];
}

/** A day and how far away it is. */
export function Term({
  day,
  left,
}: {
  readonly day: string | null;
  readonly left: number | null;
}): ReactNode {
  const { deadlines: words, ledger } = useWords();
  if (day === null) return null;
  if (left === null) return dayText(day);
  const distance =
    left === 0
      ? words.today
      : `${left < 0 ? words.over : words.left} ${numberText(Math.abs(left))} ${ledger.days}`;
  return (
    <>
      <div>{dayText(day)}</div>
      <Tag color={left < 0 ? 'red' : left <= 3 ? 'gold' : 'default'}>{distance}</Tag>
    </>
  );
}
