import { Alert, Card, Col, Row, Statistic } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Overview } from '../../api/answers';
import { Count } from '../../parts/count';
import { useWords } from '../../words/use-words';

/** What is late or about to be, each a way to its list. */
export function DeadlineCard({ counts }: { readonly counts: Overview['deadlines'] }): ReactNode {
  const { deadlines: words, ledger } = useWords();
  const shown = [
    [words.overdue, counts.overdue, '/thoi-han?clock=legal&within=-1'],
    [words.late, counts.late, '/thoi-han?clock=national&within=0'],
    [words.dueSoon, counts.dueSoon, '/thoi-han?clock=legal&within=3'],
    [words.lateSoon, counts.lateSoon, '/thoi-han?clock=national&within=3'],
    [words.requests, counts.requestsOverdue, '/yeu-cau-thanh-tra'],
  ] as const;
  return (
    <Card size="small" title={words.card} extra={<Link to="/thoi-han">{words.title}</Link>}>
      <Row gutter={[16, 8]}>
        {shown.map(([title, count, path]) => (
          <Col key={title} xs={12} sm={8}>
            <Link to={path}>
              <Statistic title={title} valueRender={() => <Count of={count} />} />
            </Link>
          </Col>
        ))}
      </Row>
      {!counts.knowsHolidays && <Alert type="info" title={ledger.noHolidays} style={{ marginTop: 8 }} />}
    </Card>
  );
}
