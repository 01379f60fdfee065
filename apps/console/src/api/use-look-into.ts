import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../session/use-session';
import { lookInto, type Problem } from './ask';

/** What would come of something, asked once; anew only when somebody asks for it. Nothing is decided. */
export function useLookInto<Answer>(
  path: string,
  body: object,
  { isWanted = true }: { readonly isWanted?: boolean } = {},
): UseQueryResult<Answer, Problem> {
  const { session } = useSession();
  return useQuery<Answer, Problem>({
    queryKey: ['look into', path, body],
    queryFn: () => lookInto<Answer>(path, body, session.csrf ?? ''),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    // What was seen when the page was last open is no preview of today.
    gcTime: 0,
  });
}
