import { Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import type { Queues } from '../../api/answers';
import { ageText, numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { QUEUE_WORDS } from '../../words/queue-words';
import { useLanguage, useOwnWords } from '../../words/use-words';
import { PauseButton, PauseState } from './queue-pause';

type Destination = Queues['destinations'][number];

/** As the API names all of them together. */
const EVERY_AGENCY = '*';
const COUNTS = ['depth', 'due', 'braked', 'inFlight', 'unknown'] as const;

/** What waits to be sent, for each agency. */
export function DestinationTable({
  rows,
  empty,
}: {
  readonly rows: readonly Destination[];
  readonly empty: string;
}): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  return (
    <Table<Destination>
      size="small"
      aria-label={words.destinations}
      columns={useDestinationColumns()}
      dataSource={rows}
      rowKey={({ target }) => target}
      pagination={false}
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
    />
  );
}

function useDestinationColumns(): ColumnsType<Destination> {
  const words = useOwnWords(QUEUE_WORDS);
  const { language } = useLanguage();
  return [
    {
      title: words.agency,
      key: 'target',
      width: 120,
      render: (_value, { target }) => (target === EVERY_AGENCY ? <b>{words.everyAgency}</b> : target),
    },
    ...COUNTS.map((name) => ({
      title: words[name],
      key: name,
      width: 90,
      align: 'right' as const,
      render: (_value: unknown, row: Destination) => numberText(row[name]),
    })),
    {
      title: words.oldest,
      key: 'oldest',
      width: 90,
      render: (_value, { oldestAt, oldestSeconds }) =>
        oldestAt === null ? '–' : ageText(oldestSeconds, language === 'vi'),
    },
    {
      title: words.drain,
      key: 'drain',
      width: 110,
      render: (_value, { drainMinutes }) =>
        drainMinutes === null ? '–' : `${numberText(drainMinutes)} ${words.minutes}`,
    },
    { title: words.state, key: 'pause', render: (_value, { pause }) => <PauseState pause={pause} /> },
    {
      title: '',
      key: 'act',
      width: 120,
      render: (_value, { target, pause }) => (
        <PauseButton
          side="destination"
          target={target}
          name={target === EVERY_AGENCY ? words.everyAgency : target}
          isPaused={pause !== null}
        />
      ),
    },
  ];
}
