import { Flex, InputNumber, Skeleton, Table } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { UserCounts } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { ProblemView } from '../../parts/problem-view';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';

const USUAL_DAYS = 90;
const MOST_DAYS = 3_650;

/** How many accounts each agency has, and how they are used. */
export function AccountCounts(): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [unusedDays, setUnusedDays] = useState(USUAL_DAYS);
  const days = useId();
  const { data, error, refetch } = useAnswer<{ readonly items: readonly UserCounts[] }>(
    '/api/v1/users/counts',
    {
      unusedDays,
    },
  );
  return (
    <Flex vertical gap={16}>
      <Flex gap={8} align="center">
        <label htmlFor={days}>{words.unusedDays}</label>
        <InputNumber
          id={days}
          min={1}
          max={MOST_DAYS}
          value={unusedDays}
          onChange={(value) => setUnusedDays(value ?? USUAL_DAYS)}
        />
      </Flex>
      {error !== null && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && <CountTable rows={data.items} />}
    </Flex>
  );
}

function CountTable({ rows }: { readonly rows: readonly UserCounts[] }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const counts: readonly (readonly [string, Exclude<keyof UserCounts, 'agency'>])[] = [
    [words.administrators, 'administrators'],
    [words.plainUsers, 'users'],
    [words.machines, 'machines'],
    [words.uses['active'] ?? '', 'active'],
    [words.uses['unused'] ?? '', 'unused'],
    [words.uses['never'] ?? '', 'never'],
    [words.uses['disabled'] ?? '', 'disabled'],
  ];
  return (
    <Table<UserCounts>
      size="small"
      aria-label={words.counts}
      pagination={false}
      dataSource={rows}
      rowKey={({ agency }) => agency ?? ''}
      locale={{ emptyText: <Nothing why={words.noUsers} /> }}
      columns={[
        { title: words.ofAgency, key: 'agency', render: (_value, { agency }) => agency ?? words.ofProvince },
        ...counts.map(([title, name]) => ({
          title,
          key: name,
          width: 130,
          align: 'right' as const,
          render: (_value: unknown, row: UserCounts) => numberText(row[name]),
        })),
      ]}
    />
  );
}
