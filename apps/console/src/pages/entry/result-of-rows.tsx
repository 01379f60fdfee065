import { Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { EntryResult } from '../../api/answers';
import { numberText } from '../../parts/format';
import { ThreeLines } from '../../parts/three-lines';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords, useWords } from '../../words/use-words';

type Objection = EntryResult['objections'][number];

/** What came of a result workbook, row by row where something is wrong. */
export function ResultOfRows({ result }: { readonly result: EntryResult }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const { accepted, repeated, unanswered, missing, objections } = result;
  return (
    <>
      <p>
        {words.accepted}: {numberText(accepted)} · {words.repeated}: {numberText(repeated)} ·{' '}
        {words.unanswered}: {numberText(unanswered)} · {words.missing}: {numberText(missing)}
      </p>
      {objections.length === 0 ? words.allGood : <Objections objections={objections} />}
    </>
  );
}

function Objections({ objections }: { readonly objections: readonly Objection[] }): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  const { columns } = useWords();
  return (
    <Table<Objection>
      size="small"
      title={() => `${words.objections}: ${numberText(objections.length)}`}
      aria-label={words.objections}
      pagination={false}
      scroll={{ y: 260 }}
      dataSource={objections}
      rowKey={({ sheet, line, problem }) => `${sheet} ${line} ${problem}`}
      columns={[
        {
          title: `${words.sheet}, ${words.line}`,
          key: 'line',
          width: 165,
          render: (_value, { sheet, line, reference }) => (
            <>
              {sheet}, {line}
              {reference !== null && (
                <div>
                  <Link to={`/ho-so/${reference}`} aria-label={`${columns.reference} ${reference}`}>
                    {reference}
                  </Link>
                </div>
              )}
            </>
          ),
        },
        { title: words.problem, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
      ]}
    />
  );
}
