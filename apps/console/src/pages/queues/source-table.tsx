import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { Queues } from '../../api/answers';
import { momentText, numberText } from '../../parts/format';
import { Nothing } from '../../parts/nothing';
import { Tone } from '../../parts/tone';
import { QUEUE_WORDS } from '../../words/queue-words';
import { useOwnWords } from '../../words/use-words';
import { PauseButton, PauseState } from './queue-pause';

type Source = Queues['sources'][number];

/** What was read from each source and when, and what stops reading. */
export function SourceTable({
  rows,
  empty,
}: {
  readonly rows: readonly Source[];
  readonly empty: string;
}): ReactNode {
  const words = useOwnWords(QUEUE_WORDS);
  return (
    <Table<Source>
      size="small"
      aria-label={words.sources}
      dataSource={rows}
      rowKey={({ target }) => target}
      pagination={false}
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing why={empty} /> }}
      columns={[
        { title: words.source, dataIndex: 'title', key: 'title', width: 260 },
        {
          title: words.toJudge,
          key: 'depth',
          align: 'right',
          width: 140,
          render: (_value, { depth }) => numberText(depth),
        },
        {
          title: words.readAt,
          key: 'readAt',
          width: 150,
          render: (_value, { readAt }) => (readAt === null ? '–' : momentText(readAt)),
        },
        {
          title: words.state,
          key: 'state',
          render: (_value, { pause, failure }) =>
            pause === null && failure !== null ? (
              <Tone of="bad">{failure}</Tone>
            ) : (
              <PauseState pause={pause} />
            ),
        },
        {
          title: '',
          key: 'act',
          width: 120,
          render: (_value, { target, title, pause }) => (
            <PauseButton side="source" target={target} name={title} isPaused={pause !== null} />
          ),
        },
      ]}
    />
  );
}
