import { Button, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ComparedForm } from '../../api/answers';
import { numberText } from '../../parts/format';
import { useWords } from '../../words/use-words';

type FormCell = ComparedForm['total'][number];
type Column = ComparedForm['columns'][number];

export interface Cell {
  readonly form: string;
  readonly column: string;
  readonly title: string;
}

interface Row {
  readonly agency: string;
  readonly cells: readonly FormCell[];
  readonly isTotal?: true;
}

interface Props {
  readonly form: ComparedForm;
  readonly choose: (cell: Cell) => void;
}

const COLUMN_WIDTH = 108;

/** A form as it is printed: one line for each agency, and in each cell ours above theirs where they differ. */
export function FormTable({ form, choose }: Props): ReactNode {
  const { forms: words, columns: names } = useWords();
  const rows: readonly Row[] = [{ agency: words.whole, cells: form.total, isTotal: true }, ...form.rows];
  const shown = form.columns.map((column) => ({
    title: <ColumnTitle column={column} />,
    key: column.column,
    width: COLUMN_WIDTH,
    align: 'right' as const,
    render: (_value: unknown, { cells }: Row) => {
      const cell = cells.find(({ column: key }) => key === column.column);
      const title = column.title.join(' – ');
      return (
        cell && (
          <BothSides cell={cell} choose={() => choose({ form: form.form, column: column.column, title })} />
        )
      );
    },
  }));
  const columns: ColumnsType<Row> = [
    {
      title: names.agency,
      key: 'agency',
      width: 150,
      fixed: 'left',
      // A table that scrolls has to hold something the keyboard reaches.
      render: (_value, { agency, isTotal }) => (
        <Link to={isTotal ? '/ho-so' : `/ho-so?agency=${encodeURIComponent(agency)}`}>{agency}</Link>
      ),
    },
    ...shown,
  ];
  return (
    <Table<Row>
      size="small"
      bordered
      aria-label={form.title}
      title={() => (
        <>
          <strong>{form.title}</strong>
          <div>{form.source}</div>
        </>
      )}
      dataSource={rows}
      rowKey="agency"
      pagination={false}
      scroll={{ x: 150 + shown.length * COLUMN_WIDTH }}
      locale={{ emptyText: words.none }}
      columns={columns}
    />
  );
}

function ColumnTitle({ column: { no, title, basis, unit } }: { readonly column: Column }): ReactNode {
  const { forms: words } = useWords();
  const named = basis === 'unknown' ? words.unknownColumn : title.join(' – ');
  return (
    <span style={{ fontStyle: basis === 'given' ? 'normal' : 'italic', fontWeight: 400 }}>
      {no !== null && <strong>({no}) </strong>}
      {named}
      {words.units[unit] !== '' && ` [${words.units[unit]}]`}
    </span>
  );
}

function BothSides({
  cell: { local, confirmed, differing },
  choose,
}: {
  readonly cell: FormCell;
  readonly choose: () => void;
}): ReactNode {
  const { forms: words } = useWords();
  if (local === null) return '–';
  if (differing === 0) return numberText(local);
  const there = confirmed === null ? '–' : numberText(confirmed);
  return (
    <Button
      size="small"
      danger
      onClick={choose}
      aria-label={`${words.local} ${numberText(local)}, ${words.confirmed} ${there}`}
    >
      {numberText(local)} / {there}
    </Button>
  );
}
