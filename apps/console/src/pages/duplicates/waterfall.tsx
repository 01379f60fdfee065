import { Alert, Table } from 'antd';
import type { ReactNode } from 'react';
import type { DuplicateInFull } from '../../api/answers';
import { shareText } from '../../parts/format';
import { DUPLICATE_WORDS } from '../../words/duplicate-words';
import { useOwnWords } from '../../words/use-words';

type Explanation = NonNullable<DuplicateInFull['explanation']>;

interface Bar {
  readonly title: string;
  readonly finding: string;
  readonly weight: number;
}

/** A half of the column for each side of nothing. */
const HALF = 50;
const PLACES = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What speaks for and against, bar by bar, adding up to the score; in words first, the bars only underline them. */
export function Waterfall({ pair }: { readonly pair: DuplicateInFull }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const { explanation } = pair;
  if (explanation === null) return words.noWhy;
  return (
    <>
      {!explanation.isAsFound && <Alert type="info" showIcon title={words.changed} />}
      <p>
        {words.probability}: <b>{shareText(explanation.probability)}</b>
        {pair.person !== null && ` · ${words.person}: ${shareText(pair.person)}`}
        {pair.matter !== null && ` · ${words.matter}: ${shareText(pair.matter)}`}
      </p>
      <Bars explanation={explanation} />
    </>
  );
}

function Bars({ explanation: { prior, evidence } }: { readonly explanation: Explanation }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  const bars: readonly Bar[] = [
    { title: words.prior, finding: words.priorFinding, weight: prior },
    ...evidence,
  ];
  const longest = Math.max(...bars.map(({ weight }) => Math.abs(weight)));
  const sum = bars.reduce((total, { weight }) => total + weight, 0);
  return (
    <Table<Bar>
      size="small"
      aria-label={words.why}
      pagination={false}
      dataSource={bars}
      rowKey={({ title, finding }) => `${title} ${finding}`}
      columns={[
        { title: words.question, dataIndex: 'title', key: 'title', width: 240 },
        { title: words.finding, dataIndex: 'finding', key: 'finding' },
        {
          title: words.weight,
          key: 'weight',
          width: 150,
          render: (_value, bar) => <Weight of={bar.weight} />,
        },
        {
          title: '',
          key: 'bar',
          width: 260,
          render: (_value, bar) => <Stripe share={bar.weight / longest} />,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>
            <b>{words.sum}</b>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} />
          <Table.Summary.Cell index={2}>
            <Weight of={sum} />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} />
        </Table.Summary.Row>
      )}
    />
  );
}

function Weight({ of }: { readonly of: number }): ReactNode {
  const words = useOwnWords(DUPLICATE_WORDS);
  return `${of < 0 ? words.against : words.towards} ${of < 0 ? '−' : '+'}${PLACES.format(Math.abs(of))}`;
}

/** @param share of the longest bar; below zero it goes to the left */
function Stripe({ share }: { readonly share: number }): ReactNode {
  const width = Math.abs(share) * HALF;
  return (
    <div className="stripe" aria-hidden>
      <div
        className={share < 0 ? 'stripe-against' : 'stripe-for'}
        style={{ width: `${width}%`, marginInlineStart: `${share < 0 ? HALF - width : HALF}%` }}
      />
    </div>
  );
}
