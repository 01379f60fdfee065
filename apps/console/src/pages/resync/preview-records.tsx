import { Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResyncPreview } from '../../api/answers';
import { numberText } from '../../parts/format';
import { ThreeLines } from '../../parts/three-lines';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';

type Blocked = ResyncPreview['blocked'][number];
type Sample = ResyncPreview['samples'][number];

/** What stays, by why. */
export function PreviewBlocked({ blocked }: { readonly blocked: readonly Blocked[] }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  return (
    <Table<Blocked>
      size="small"
      aria-label={words.stays}
      pagination={false}
      dataSource={blocked}
      rowKey={({ why }) => why}
      columns={[
        {
          title: columns.records,
          key: 'records',
          align: 'right',
          width: 90,
          render: (_value, { records }) => numberText(records),
        },
        { title: columns.reason, key: 'text', render: (_value, { text }) => <ThreeLines text={text} /> },
      ]}
    />
  );
}

/** A few records field by field; values as far as this person may see them. */
export function PreviewSamples({ samples }: { readonly samples: readonly Sample[] }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns } = useWords();
  return (
    <Table<Sample>
      size="small"
      aria-label={words.samples}
      pagination={false}
      dataSource={samples}
      rowKey={({ reference }) => reference}
      columns={[
        {
          title: columns.reference,
          key: 'reference',
          width: 180,
          render: (_value, { reference }) => <Link to={`/ho-so/${reference}`}>{reference}</Link>,
        },
        { title: words.act, key: 'act', width: 210, render: (_value, { act }) => words.acts[act] },
        { title: words.fields, key: 'fields', render: (_value, { fields }) => <Changes fields={fields} /> },
      ]}
    />
  );
}

function Changes({ fields }: Pick<Sample, 'fields'>): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  if (fields.length === 0) return words.noFields;
  return fields.map(({ field, label, before, after }) => (
    <div key={field}>
      <b>{label}</b>: {words.before} <Side side={before} /> → {words.after} <Side side={after} />
    </div>
  ));
}

function Side({ side }: { readonly side: Sample['fields'][number]['before'] }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const name = words.sides[side.kind];
  if (side.text === undefined) return <i>{name}</i>;
  return name === undefined ? `“${side.text}”` : `“${side.text}” (${name})`;
}
