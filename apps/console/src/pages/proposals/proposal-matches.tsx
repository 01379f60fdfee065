import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProposalInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';

/** Which records of the province may be this case; asked when somebody opens the line, for every look is on record. */
export function ProposalMatches({ id }: { readonly id: string }): ReactNode {
  const { proposals: words } = useWords();
  const asked = useAnswer<ProposalInFull>(`/api/v1/proposals/${id}`);
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active paragraph={{ rows: 2 }} />;
  const { matches, petitioners, linkedTo, decidedBy, reason } = asked.data;
  return (
    <>
      {petitioners !== undefined && petitioners.names.length > 0 && (
        <p>
          {words.petitioners}: {petitioners.names.join('; ')}
        </p>
      )}
      {decidedBy !== null && (
        <p>
          {decidedBy}: {reason}
        </p>
      )}
      {linkedTo !== null && <Link to={`/ho-so/${linkedTo}`}>{linkedTo}</Link>}
      {matches.length === 0 ? (
        <p>{words.noMatches}</p>
      ) : (
        <>
          <p>{words.matches}</p>
          <ul>
            {matches.map(({ reference, agency, basis, nationalId }) => (
              <li key={reference}>
                <Link to={`/ho-so/${reference}`}>{reference}</Link> ({agency}): {words.bases[basis]}
                {nationalId !== null && ` – ${words.otherId} (${nationalId})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
