import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResyncItem } from '../../api/answers';
import { useFilters } from '../../api/use-filters';
import { useList } from '../../api/use-list';
import { Choice } from '../../parts/choice';
import { ListTable } from '../../parts/list-table';
import { ThreeLines } from '../../parts/three-lines';
import { Tone, type ToneName } from '../../parts/tone';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { SHOWN } from './shown';

/** What came of each record, in the order of their turns. */
export function ResyncItems({ id }: { readonly id: string }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  const [filters, change] = useFilters(['xem']);
  const query = SHOWN[filters.xem as keyof typeof SHOWN] ?? {};
  const list = useList<ResyncItem>(`/api/v1/resync/${encodeURIComponent(id)}/items`, query);
  return (
    <Flex vertical gap={8}>
      <Flex className="no-print">
        <Choice
          label={columns.result}
          value={filters.xem}
          choose={(xem) => change({ xem })}
          options={Object.keys(SHOWN).map((name) => [name, words.counts[name] ?? name])}
        />
      </Flex>
      <ListTable
        list={list}
        label={words.items}
        empty={words.noItems}
        rowKey={({ position }) => String(position)}
        columns={[
          { title: words.position, dataIndex: 'position', key: 'position', width: 80, align: 'right' },
          {
            title: words.record,
            key: 'record',
            width: 220,
            render: (_value, { reference, source, localKey }) =>
              reference === null ? (
                `${localKey} (${source})`
              ) : (
                <Link to={`/ho-so/${reference}`}>{reference}</Link>
              ),
          },
          {
            title: columns.result,
            key: 'result',
            width: 200,
            render: (_value, item) => <Result item={item} />,
          },
          { title: columns.reason, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
        ]}
      />
    </Flex>
  );
}

const TONES: Readonly<Record<string, ToneName>> = {
  cured: 'good',
  nothing: 'good',
  failing: 'bad',
  newCause: 'bad',
  skipped: 'waits',
  underWay: 'moving',
};

function Result({ item: { state, result } }: { readonly item: ResyncItem }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const name = result === 'new-cause' ? 'newCause' : (result ?? (state === 'released' ? 'underWay' : state));
  return <Tone of={TONES[name] ?? 'plain'}>{words.counts[name]}</Tone>;
}
