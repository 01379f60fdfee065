import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { ResyncPreview } from '../../api/answers';
import { numberText } from '../../parts/format';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords } from '../../words/use-words';

/** What somebody should know before anything else: it cannot begin, it would move nothing, or one person is not enough. */
export function PreviewWarnings({ preview }: { readonly preview: ResyncPreview }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { matching, most, counts, unseen, needsApprover } = preview;
  if (matching === 0)
    return <Alert type="info" showIcon title={words.noneChosen} description={words.noneChosenWhat} />;
  if (matching > most)
    return (
      <Alert
        type="error"
        showIcon
        title={words.tooMany}
        description={`${words.tooManyWhat} ${numberText(most)}.`}
      />
    );
  const isStuck = unseen === 0 && counts.blocked + counts.conflict === matching;
  return (
    <>
      {isStuck && <Alert type="warning" showIcon title={words.allStay} description={words.allStayWhat} />}
      {needsApprover !== null && <Alert type="info" showIcon title={words.needsApprover[needsApprover]} />}
    </>
  );
}
