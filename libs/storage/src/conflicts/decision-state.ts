/** The first attempt of its step that may have arrived since a decision `c` was made. */
export const IS_TRIED = `exists (select from attempt g where g.national_record_id = c.national_record_id and g.step = c.step
  and g.ordinal = c.ordinal and g.attempt_no > c.attempt_no and coalesce(g.outcome, 'unknown') <> 'not-sent')`;

/** An attempt of its step was acknowledged since: what was decided is carried out. */
export const IS_CARRIED_OUT = `exists (select from attempt g where g.national_record_id = c.national_record_id and g.step = c.step
  and g.ordinal = c.ordinal and g.attempt_no > c.attempt_no and g.outcome = 'confirmed')`;

/** The far side still shows what it showed when people decided: a decision about something else is void. */
export const IS_ABOUT_NOW = `exists (select from finding q where q.national_record_id = c.national_record_id
  and q.settled_at is null and q.fields @> jsonb_build_array(jsonb_build_object('field', c.field, 'theirs', c.theirs)))`;

/** A decision `c` that counts and was not carried out yet. */
export const IS_WAITING = `(c.undone_at is null and ${IS_ABOUT_NOW} and not ${IS_CARRIED_OUT})`;
