import { Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CauseTried } from '../../api/answers';
import { numberText } from '../../parts/format';
import { ThreeLines } from '../../parts/three-lines';
import { Tone } from '../../parts/tone';
import { CAUSE_WORDS } from '../../words/cause-words';
import { useOwnWords, useWords } from '../../words/use-words';

type Tried = CauseTried['items'][number];

/** What each sample would become, and whether the cause would be gone. */
export function SampleTable({ tried: { items, matching } }: { readonly tried: CauseTried }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const { columns } = useWords();
  return (
    <>
      <div role="status">
        {words.triedOf} {numberText(items.length)} / {numberText(matching)}
      </div>
      <Table<Tried>
        size="small"
        aria-label={words.trying}
        pagination={false}
        dataSource={items}
        rowKey={({ source, localKey }) => `${source} ${localKey}`}
        columns={[
          {
            title: columns.localKey,
            key: 'localKey',
            width: 200,
            render: (_value, { reference, localKey, source }) =>
              reference === null ? (
                `${localKey} (${source})`
              ) : (
                <Link to={`/ho-so/${reference}`}>{reference}</Link>
              ),
          },
          {
            title: words.willBe,
            key: 'becomes',
            width: 260,
            render: (_value, { becomes, isCured }) => (
              <>
                <Tone of={isCured ? 'good' : 'bad'}>{words.becomes[becomes]}</Tone>
                <div>{isCured ? words.cured : words.stillThere}</div>
              </>
            ),
          },
          { title: columns.reason, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
        ]}
      />
    </>
  );
}
