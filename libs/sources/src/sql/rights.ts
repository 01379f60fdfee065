/** What an account may do beyond reading views. */
export interface SourceRights {
  /** Rights over the whole server: superuser, creating roles, reading files … */
  readonly server: readonly string[];
  /** Tables and views it may change, by name. */
  readonly writes: readonly string[];
  /** Tables it may read, by name. */
  readonly tables: readonly string[];
}

/**
 * Two columns: what kind of right, and over what. Each kind is limited by itself: of a superuser who may change a
 * thousand tables the first ones say enough.
 */
export const POSTGRESQL_RIGHTS = `
  with mine as (
    select c.oid, n.nspname || '.' || c.relname as name, c.relkind from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'm', 'v') and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname !~ '^pg_(?:toast|temp)' and has_schema_privilege(n.oid, 'usage')
  )
  (select 'server', word from pg_roles r,
     lateral (values (r.rolsuper, 'superuser'), (r.rolcreaterole, 'createrole'), (r.rolcreatedb, 'createdb'),
       (r.rolreplication, 'replication'), (r.rolbypassrls, 'bypassrls')) as w(has, word)
   where r.rolname = current_user and has)
  union all
  (select 'server', role.rolname from pg_roles role
   where role.rolname in ('pg_write_all_data', 'pg_read_all_data', 'pg_read_server_files', 'pg_write_server_files',
     'pg_execute_server_program') and pg_has_role(current_user, role.oid, 'member')
     and not (select rolsuper from pg_roles where rolname = current_user) order by 2)
  union all
  (select 'writes', name from mine
   where has_table_privilege(oid, 'insert') or has_table_privilege(oid, 'update')
     or has_table_privilege(oid, 'delete') or has_table_privilege(oid, 'truncate') order by name limit 20)
  union all
  (select 'tables', name from mine
   where relkind <> 'v' and has_any_column_privilege(oid, 'select') order by name limit 20)`;

/** The server shows an account its own rights, and of tables only those it has some right on. */
export const MARIADB_RIGHTS = `
  (select 'server', lower(privilege_type) from information_schema.user_privileges
   where replace(grantee, '''', '') = current_user()
     and privilege_type not in ('USAGE', 'SELECT', 'SHOW VIEW') order by 2 limit 20)
  union all
  (select 'writes', name from (
     select concat(table_schema, '.*') as name, privilege_type, grantee from information_schema.schema_privileges
     union all
     select concat(table_schema, '.', table_name), privilege_type, grantee from information_schema.table_privileges) p
   where replace(grantee, '''', '') = current_user()
     and privilege_type not in ('USAGE', 'SELECT', 'SHOW VIEW', 'REFERENCES') group by name order by name limit 20)
  union all
  (select 'tables', concat(table_schema, '.', table_name) from information_schema.tables
   where table_type = 'BASE TABLE'
     and table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') order by 2 limit 20)`;

/** Reads the answer of either statement. */
export function rightsOf(rows: readonly (readonly unknown[])[]): SourceRights {
  const of = (kind: string): readonly string[] =>
    rows.flatMap(([given, what]) => (given === kind && typeof what === 'string' ? [what] : []));
  return { server: of('server'), writes: of('writes'), tables: of('tables') };
}

const NAMED = 5;

/** Sentences about rights that are too wide; none for an account that may read views and nothing else. */
export function tooWide({ server, writes, tables }: SourceRights): readonly string[] {
  return [
    ...said('tài khoản đọc có quyền quản trị máy chủ', server),
    ...said('tài khoản đọc ghi hoặc xoá được', writes),
    ...said('tài khoản đọc xem được bảng gốc, không chỉ khung nhìn (view)', tables),
  ];
}

function said(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ' …' : '';
  return [`${what}: ${names.slice(0, NAMED).join(', ')}${more}`];
}
